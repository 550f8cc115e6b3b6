"""OWASP Dependency-Check 元件弱點報告（JSON）

Kind `vulnerabilities`; its columns are in `_parsing/scanned_host.py`. The format is that of
`--format JSON`, reportSchema 1.1.

    host            the project's name (`--project`), or the file's where that was not given
    plugin          the name of the vulnerability, whatever the component
    name            the component's file and the name
    severity        as the source graded it; moderate is medium, info and informational are none.
                    Where it gave no such word, as before version 6, that of the score on the scale
                    of CVSS 3
    score           CVSS 3 base score; where there is none, CVSS 4's, then CVSS 2's
    scanned         the day in Taipei of reportDate
    port, fqdn, address, credentialed    never known

A gap: a report without a day, or without the project's name; without any component (nothing was
looked at), or with none that was recognised as a package; in which an analyser failed; whose NVD
data was not checked in the `_FRESH` days before, or it does not say when; a vulnerability that has
neither a word above nor a score; one that was suppressed, or the name of a product that was.
"""

import re
from datetime import date

from ..deadlines import days_between
from ._model import ReadError, Source, Table, reader
from ._parsing.firewall.json_text import Text
from ._parsing.json_objects.fields import Fields
from ._parsing.json_objects.places import places
from ._parsing.scanned_host import SEVERITIES, Found, ScannedHost, unfinished
from ._parsing.text import peek

_OURS = re.compile(r'"reportSchema"\s*:\s*"')
_GRADES = {
    **{severity: severity for severity in SEVERITIES},
    "moderate": "medium",
    "info": "none",
    "informational": "none",
}
_FLOORS = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.1, "low"), (0.0, "none"))
_SCORES = (("cvssv3", "baseScore"), ("cvssv4", "baseScore"), ("cvssv2", "score"))
_RECOGNISED = ("packages", "vulnerabilityIds", "vulnerabilities")
_FRESH = 7
_NAME = 300


def _sniff(head: bytes) -> bool:
    text = peek(head)
    return text.lstrip()[:1] == "{" and '"scanInfo"' in text and bool(_OURS.search(text))


@reader(kind="vulnerabilities", sniff=_sniff)
def dependency_check(source: Source) -> Table:
    """Read findings.

    :raises ReadError: if it is not whole JSON of this form, a field is there twice or of another
        type or meaning, or a vulnerability has no name
    """
    text = Text(source)
    whole, end = text.parse()
    report = Fields(whole, "")
    if report.text("reportSchema") != "1.1" or text.whole[end:].strip():
        raise ReadError("不是 Dependency-Check 的 JSON 報告，請重新匯出", column="reportSchema")
    project = report.object("projectInfo")
    named = project.text("name")
    name = named or source.name
    host = ScannedHost(name, 1, scanned=project.day("reportDate"))
    components = report.objects("dependencies")
    where = places(text.whole, "dependencies", "vulnerabilities")
    if len(where) != len(components):
        raise report.wrong("dependencies", "欄位名稱的寫法無法定位")
    for component, (_, starts) in zip(components, where, strict=True):
        found = component.objects("vulnerabilities")
        if len(found) != len(starts):
            raise component.wrong("vulnerabilities", "欄位名稱的寫法無法定位")
        for each, at in zip(found, starts, strict=True):
            host.found.append(_found(component, each, text.line_of(at)))
    gaps = () if host.scanned else unfinished([name])
    gaps += tuple(f"{name[:80]} {gap}" for gap in _gaps(report, components, host.scanned))
    gaps += () if named else (f"{name[:80]} 沒有寫是哪個專案，以檔名代替，請以 --project 重新掃描",)
    return Table("vulnerabilities", tuple(host.rows()), source.name, "dependency_check", gaps)


def _found(component: Fields, each: Fields, line: int) -> Found:
    identity = each.text("name")
    if not identity:
        raise each.wrong("name", "弱點應有名稱")
    score = _score(each)
    cves = (identity,) if identity.startswith("CVE-") else ()
    name = f"{component.text('fileName')} {identity}".strip()[:_NAME]
    return None, "", identity, name, _severity(each) or "none", score, cves, line


def _severity(each: Fields) -> str:
    """Return how grave it is, or "" where that is not said."""
    score = _score(each)
    by_score = "" if score is None else next(word for floor, word in _FLOORS if score >= floor)
    return _GRADES.get(each.text("severity").lower(), by_score)


def _score(each: Fields) -> float | None:
    scores = (each.object(version).score(field) for version, field in _SCORES)
    return next((one for one in scores if one is not None), None)


def _gaps(report: Fields, components: list[Fields], scanned: date | None) -> list[str]:
    info = report.object("scanInfo")
    found = [each for component in components for each in component.objects("vulnerabilities")]
    ungraded = sum(not _severity(each) for each in found)
    names = sum(len(each.objects("suppressedVulnerabilityIds")) for each in components)
    seen = any(each.objects(kind) for each in components for kind in _RECOGNISED)
    hidden = sum(len(each.objects("suppressedVulnerabilities")) for each in components)
    failed = len(info.objects("analysisExceptions"))
    checked = _checked(info)
    stale = not (checked and scanned and days_between(checked, scanned) <= _FRESH)
    said = {
        "沒有任何元件，可能沒有掃描": not components,
        "的元件全都認不出是什麼套件，等於沒有掃描": bool(components) and not seen,
        f"有 {failed} 個分析程式失敗": failed > 0,
        f"的弱點資料在掃描前 {_FRESH} 日內沒有更新的紀錄": stale,
        f"有 {ungraded} 項弱點沒有評等": ungraded > 0,
        f"有 {hidden} 項弱點被設定略過": hidden > 0,
        f"有 {names} 個產品名稱被設定略過，其弱點不會列出": names > 0,
    }
    return [what for what, so in said.items() if so]


def _checked(info: Fields) -> date | None:
    """Return the last day on which the NVD was asked for news."""
    sources = (each for each in info.objects("dataSource") if each.text("name").startswith("NVD"))
    days = [each.day("timestamp") for each in sources if "Checked" in each.text("name")]
    return max((day for day in days if day), default=None)
