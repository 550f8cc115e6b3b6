"""Trivy 弱點掃描報告（JSON）

Kind `vulnerabilities`; its columns are in `_parsing/scanned_host.py`. The format is that of
`trivy image`, `fs`, `rootfs` or `repo` with `--format json`, SchemaVersion 2.

    host            ArtifactName
    plugin          the id of the vulnerability, whatever the package
    name            the package, its version, the version that fixes it, and the title
    severity        as Trivy graded it
    score           the highest CVSS 3 score of all its sources; where there is none, CVSS 4's, then
                    CVSS 2's
    scanned         the day in Taipei of CreatedAt
    port, fqdn, credentialed    never known

A gap: a report without CreatedAt; without any list of packages (nothing was looked at); of an
operating system whose maker no longer says what is vulnerable (EOSL); a vulnerability that is not
graded; one that was left out by a filter, where the report says so. A report cut down with
`--severity` or `--ignore-unfixed` does not say so.
"""

import re

from ._model import ReadError, Source, Table, reader
from ._parsing.firewall.json_text import Text
from ._parsing.json_objects.fields import Fields
from ._parsing.json_objects.places import places
from ._parsing.scanned_host import SEVERITIES, Found, ScannedHost, address_of, unfinished
from ._parsing.text import peek

_OURS = re.compile(r'"SchemaVersion"\s*:\s*\d')
_GRADES = {"UNKNOWN": "none", **{severity.upper(): severity for severity in SEVERITIES[1:]}}
_SCORES = ("V3Score", "V40Score", "V2Score")
_PACKAGES = ("os-pkgs", "lang-pkgs")
_NAME = 300


def _sniff(head: bytes) -> bool:
    text = peek(head)
    return text.lstrip()[:1] == "{" and '"ArtifactName"' in text and bool(_OURS.search(text))


@reader(kind="vulnerabilities", sniff=_sniff)
def trivy(source: Source) -> Table:
    """Read findings.

    :raises ReadError: if it is not whole JSON of this form, a field is there twice or of another
        type or meaning, the artifact has no name, or a vulnerability no id or package
    """
    text = Text(source)
    whole, end = text.parse()
    report = Fields(whole, "")
    if report.number("SchemaVersion") != 2 or text.whole[end:].strip():
        raise ReadError("不是第 2 版的 Trivy 報告，請重新匯出", column="SchemaVersion")
    name = report.text("ArtifactName")
    if not name:
        raise report.wrong("ArtifactName", "掃描對象沒有名稱")
    host = ScannedHost(name, 1, address=address_of(name), scanned=report.day("CreatedAt"))
    results = report.objects("Results")
    where = places(text.whole, "Results", "Vulnerabilities")
    if len(where) != len(results):
        raise report.wrong("Results", "欄位名稱的寫法無法定位")
    for result, (_, starts) in zip(results, where, strict=True):
        found = result.objects("Vulnerabilities")
        if len(found) != len(starts):
            raise result.wrong("Vulnerabilities", "欄位名稱的寫法無法定位")
        lines = map(text.line_of, starts)
        host.found += [_found(each, line) for each, line in zip(found, lines, strict=True)]
    gaps = (*(() if host.scanned else unfinished([name])), *_gaps(report, results, name))
    return Table("vulnerabilities", tuple(host.rows()), source.name, "trivy", gaps)


def _found(each: Fields, line: int) -> Found:
    identity, package = each.text("VulnerabilityID"), each.text("PkgName")
    if not (identity and package):
        raise each.wrong("VulnerabilityID", "弱點應有編號與套件名稱")
    fixed = each.text("FixedVersion")
    parts = (package, each.text("InstalledVersion"), fixed and f"→ {fixed}", each.text("Title"))
    name = " ".join(part for part in parts if part)[:_NAME]
    cves = (identity,) if identity.startswith("CVE-") else ()
    return None, "", identity, name, _GRADES[_grade(each)], _score(each), cves, line


def _grade(each: Fields) -> str:
    grade = each.text("Severity").upper() or "UNKNOWN"
    if grade not in _GRADES:
        raise each.wrong("Severity", f"看不懂「{grade[:40]}」")
    return grade


def _score(each: Fields) -> float | None:
    sources = each.object("CVSS")
    held = [sources.object(name) for name in sources.names()]
    for name in _SCORES:
        scores = [one for each in held if (one := each.score(name)) is not None]
        if scores:
            return max(scores)
    return None


def _gaps(report: Fields, results: list[Fields], name: str) -> list[str]:
    found = [each for result in results for each in result.objects("Vulnerabilities")]
    unknown = sum(_grade(each) == "UNKNOWN" for each in found)
    hidden = sum(len(result.objects("ExperimentalModifiedFindings")) for result in results)
    ended = report.object("Metadata").object("OS").said("EOSL")
    looked = any(result.text("Class") in _PACKAGES for result in results)
    said = {
        "沒有任何套件清單，可能沒有掃描弱點": not looked,
        "的作業系統已終止支援，查不到新的弱點": bool(ended),
        f"有 {unknown} 項弱點沒有評等": unknown > 0,
        f"有 {hidden} 項弱點被設定略過": hidden > 0,
    }
    return [f"{name[:80]} {what}" for what, so in said.items() if so]
