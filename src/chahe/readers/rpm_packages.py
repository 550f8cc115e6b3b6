"""Red Hat 系列的更新公告清單（dnf updateinfo list）

Kind `installed_patches`; its columns are in `wsus_updates.py`. The text is what
`dnf updateinfo list` prints (dnf 4, yum), or `dnf advisory list` (dnf 5), in English (LC_ALL=C),
each host under its head (`_parsing/packages/sections.py`); the day of the head is `seen`.

    patch       the advisory, for example "RHSA-2026:1234"
    title       the package that mends it
    severity    Important is high and Moderate is medium; "none" for advisories of other than
                security; "" where it is not graded
    released    the day dnf 5 says it was issued; None of dnf 4
    status      "installed" where dnf 4 marks it so (`--all`), else "needed"

A host for which no advisory is listed, but which says when its metadata was checked, has one row,
with `patch` "". Words that dnf 5 cuts to the width of a terminal (secu, Importan) are read.
`rpm -qa` does not say what is missing and is not read. Gaps: lines that cannot be read, and hosts
for which nothing was printed.
"""

import re
from datetime import date

from ._model import ReadError, Source, Table, reader
from ._parsing.packages.patches import Line, patches
from ._parsing.packages.sections import printed

_ADVISORY = r"[A-Za-z][\w.-]{1,60}-\d{4}[:-]\S{1,40}"
_PACKAGE = r"\S{1,300}\.(?:noarch|x86_64|aarch64|i[3-6]86|s390x|ppc64le|src)"
_DNF4 = re.compile(
    rf"(i\s+)?({_ADVISORY})\s+"
    rf"(?:(\w+)/Sec\.|(bugfix|enhancement|newpackage|unknown|unspecified))\s+({_PACKAGE})"
)
_DNF5 = re.compile(
    rf"({_ADVISORY})\s+(secu|bugf|enha|newp|unsp)[a-z]*\s+(\w+)\s+({_PACKAGE})\s+"
    r"(\d{4}-\d\d-\d\d) \d\d:\d\d:\d\d"
)
_CHECKED = re.compile(r"Last metadata expiration check: .*|Repositories loaded\.")
_NOISE = re.compile(
    r"Name\s+Type\s+Severity\s+Package\s+Issued|Updating and loading repositories:"
    r"|Updating Subscription Management repositories\.|Loaded plugins: .*|updateinfo list done",
    re.I,
)
_SEVERITIES = {"crit": "critical", "impo": "high", "mode": "medium", "low": "low"}
_UNGRADED = ("unknown", "unspecified", "unsp")


def _sniff(head: bytes) -> bool:
    patterns = (_DNF4, _DNF5, _CHECKED)
    return any(pattern.fullmatch(text) for text in printed(head) for pattern in patterns)


@reader(kind="installed_patches", sniff=_sniff)
def rpm_packages(source: Source) -> Table:
    """Read advisories.

    :raises ReadError: for what `patches` refuses, or a day that is none
    """
    return patches(source, reader="rpm_packages", command="dnf updateinfo list", read=_read)


def _read(line: int, text: str) -> Line:
    if match := _DNF4.fullmatch(text):
        installed, patch, grade, other, package = match.groups()
        severity = _grade(grade) if grade else "" if other in _UNGRADED else "none"
        status = "installed" if installed else "needed"
        return {"patch": patch, "title": package, "severity": severity, "status": status}
    if match := _DNF5.fullmatch(text):
        patch, of, grade, package, issued = match.groups()
        severity = _grade(grade) if of == "secu" else "" if of in _UNGRADED else "none"
        said = {"patch": patch, "title": package, "severity": severity, "status": "needed"}
        return said | {"released": _day(issued, line)}
    if _CHECKED.fullmatch(text):
        return "answer"
    return "noise" if _NOISE.fullmatch(text) else "strange"


def _grade(word: str) -> str:
    return _SEVERITIES.get(word.casefold()[:4], "")


def _day(text: str, line: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ReadError(f"沒有「{text}」這一天，請重新匯出", line=line) from None
