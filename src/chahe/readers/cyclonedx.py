"""軟體元件清單（CycloneDX JSON）

Kind `components`; its columns are in `_parsing/components/part.py`. Specification 1.2 to 1.7.

    system       the name of metadata.component; without one, the file's name
    made         the day in Taipei of metadata.timestamp
    component    without a package URL: the name, with the group before it
    line         of a component within another, the line of the outermost

Operating systems, files and data without a package URL are no rows, nor are the lock files that
Trivy lists as applications: without a version, a package URL or a CPE, and with its property. What
`vulnerabilities` in it say is not read. A gap: a list that says it is incomplete or does not know
(`compositions`).
"""

import re
from collections.abc import Iterator

from ._model import ReadError, Row, Source, Table, reader
from ._parsing.components.part import Made
from ._parsing.firewall.json_text import Text
from ._parsing.json_objects.fields import Fields
from ._parsing.json_objects.places import places
from ._parsing.text import peek

_OURS = re.compile(r'"bomFormat"\s*:\s*"CycloneDX"')
# cyclonedx-py writes what the file is after all of its components.
_PARTS_FIRST = re.compile(r'\s*\{\s*"components"\s*:\s*\[.*?"bom-ref"\s*:', re.DOTALL)
_VERSIONS = ("1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
_ENDING = re.compile(r"(?:[.-](?:cdx|bom|sbom|cyclonedx))?(?:\.json)?$", re.I)
_TRIVYS = "aquasecurity:trivy:"
_NO_PACKAGE = {"operating-system", "file", "data", "cryptographic-asset"}


def _sniff(head: bytes) -> bool:
    text = peek(head)
    return text.lstrip()[:1] == "{" and bool(_OURS.search(text) or _PARTS_FIRST.match(text))


@reader(kind="components", sniff=_sniff)
def cyclonedx(source: Source) -> Table:
    """Read components.

    :raises ReadError: if it is not whole JSON of this form, a field is there twice or of another
        type, a component has no name, or there is no component
    """
    text = Text(source)
    whole, end = text.parse()
    bom = Fields(whole, "")
    known = bom.text("bomFormat") == "CycloneDX" and bom.text("specVersion") in _VERSIONS
    if not known or text.whole[end:].strip():
        raise ReadError("應為 CycloneDX 1.2 至 1.7 版的 JSON，請重新匯出", column="specVersion")
    about = bom.object("metadata")
    named = about.object("component").text("name")
    system = named or _ENDING.sub("", source.name) or source.name or "?"
    made = Made(system, about.day("timestamp"))
    held = bom.objects("components")
    starts = [at for at, _ in places(text.whole, "components", "")]
    if len(starts) != len(held):
        raise bom.wrong("components", "欄位名稱的寫法無法定位")
    rows = tuple(
        row
        for each, at in zip(held, starts, strict=True)
        for row in _rows(each, made, text.line_of(at))
    )
    if not rows:
        raise ReadError("清單裡沒有任何元件，請確認匯出的範圍", column="components")
    return Table("components", rows, source.name, "cyclonedx", tuple(_gaps(bom, system)))


def _rows(component: Fields, made: Made, line: int) -> Iterator[Row]:
    waiting = [component]
    while waiting:
        each = waiting.pop()
        waiting += reversed(each.objects("components"))
        purl, cpe, licence = each.text("purl"), each.text("cpe"), _licence(each)
        if purl or not (each.text("type") in _NO_PACKAGE or _is_lock_file(each)):
            row = made.row(each, "version", purl=purl, cpe=cpe, licence=licence, line=line)
            group = each.text("group")
            yield row if row["ecosystem"] or not group else {
                **row, "component": f"{group}/{row['component']}"
            }  # fmt: skip


def _is_lock_file(each: Fields) -> bool:
    told = any(each.text(name) for name in ("version", "purl", "cpe"))
    marks = (one.text("name") for one in each.objects("properties"))
    return not told and any(mark.startswith(_TRIVYS) for mark in marks)


def _licence(component: Fields) -> str:
    found = []
    for each in component.objects("licenses"):
        licence = each.object("license")
        found.append(each.text("expression") or licence.text("id") or licence.text("name"))
    return "、".join(name for name in found if name)


def _gaps(bom: Fields, system: str) -> Iterator[str]:
    for each in bom.objects("compositions"):
        said, of_parts = each.text("aggregate"), each.has("assemblies") or each.has("dependencies")
        if each.has("vulnerabilities") and not of_parts:
            continue
        if said.startswith(("incomplete", "unknown")):
            yield f"{system[:80]} 的清單說自己不完整（{said[:40]}）"
