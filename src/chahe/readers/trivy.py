"""Trivy 弱點掃描報告（JSON）

Kind `vulnerabilities`; its columns are in `_parsing/scanned_host.py`. The format is that of
`trivy image`, `fs`, `rootfs` or `repo` with `--format json`, SchemaVersion 2.

    host            ArtifactName
    plugin          the id of the vulnerability, whatever the package; of a secret or of a
                    misconfiguration, the rule's
    name            the package, its version, the version that fixes it, and the title; of the
                    others the target, the line and the title
    severity        as Trivy graded it
    score           the highest CVSS 3 score of all its sources; where there is none, CVSS 4's, then
                    CVSS 2's
    scanned         the day in Taipei of CreatedAt
    port, fqdn, credentialed    never known

What a misconfiguration's check let pass (PASS) is no finding.

A gap: a report without CreatedAt; without any list of packages (nothing was looked at); of an
operating system whose maker no longer says what is vulnerable (EOSL); a vulnerability that is not
graded; one that was left out by a filter, where the report says so. A report cut down with
`--severity` or `--ignore-unfixed` does not say so.
"""

import re
from collections.abc import Iterator

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
_LISTS = ("Vulnerabilities", "Secrets", "Misconfigurations")
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
    for kind in _LISTS:
        where = places(text.whole, "Results", kind)
        if len(where) != len(results):
            raise report.wrong("Results", "欄位名稱的寫法無法定位")
        for result, (_, starts) in zip(results, where, strict=True):
            found = result.objects(kind)
            if len(found) != len(starts):
                raise result.wrong(kind, "欄位名稱的寫法無法定位")
            for each, at in zip(found, starts, strict=True):
                host.found += _found(kind, result, each, text.line_of(at))
    gaps = (*(() if host.scanned else unfinished([name])), *_gaps(report, results, name))
    return Table("vulnerabilities", tuple(host.rows()), source.name, "trivy", gaps)


def _found(kind: str, result: Fields, each: Fields, line: int) -> Iterator[Found]:
    if kind == "Vulnerabilities":
        yield _vulnerability(each, line)
    elif each.text("Status") != "PASS":
        identity = each.text("RuleID") or each.text("ID") or each.text("AVDID")
        if not identity:
            raise each.wrong("ID", "這一項應有規則編號")
        parts = (result.text("Target"), str(each.number("StartLine") or ""), each.text("Title"))
        name = " ".join(part for part in parts if part)[:_NAME]
        yield None, "", identity, name, _GRADES[_grade(each)], None, (), line


def _vulnerability(each: Fields, line: int) -> Found:
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
    found = [each for result in results for kind in _LISTS for each in result.objects(kind)]
    unknown = sum(_grade(each) == "UNKNOWN" for each in found if each.text("Status") != "PASS")
    hidden = sum(
        len(result.objects("ExperimentalModifiedFindings"))
        + (result.object("MisconfSummary").number("Exceptions") or 0)
        for result in results
    )
    ended = report.object("Metadata").object("OS").said("EOSL")
    looked = any(result.text("Class") in _PACKAGES for result in results)
    said = {
        "沒有任何套件清單，可能沒有掃描弱點": not looked,
        "的作業系統已終止支援，查不到新的弱點": bool(ended),
        f"有 {unknown} 項弱點沒有評等": unknown > 0,
        f"有 {hidden} 項弱點被設定略過": hidden > 0,
    }
    return [f"{name[:80]} {what}" for what, so in said.items() if so]
