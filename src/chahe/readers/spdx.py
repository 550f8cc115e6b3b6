"""軟體元件清單（SPDX JSON）

Kind `components`; its columns are in `_parsing/components/part.py`. Specification 2.2 and 2.3,
alone or as the `sbom` of an answer of GitHub.

    system    the name of the package the document describes; where it describes several or says
              none, the document's name. The one that is described is no row
    made      the day in Taipei of creationInfo.created
    licence   what was concluded, else what was declared

Operating systems and files without a package URL are no rows, nor are the lock files that Trivy
lists as packages, without a version or any reference. A gap: packages whose version is
NOASSERTION, or whose contents are not known (CONTAINS or DEPENDS_ON NOASSERTION).
"""

import re
from collections.abc import Iterator

from ._model import ReadError, Row, Source, Table, reader
from ._parsing.components.part import Made
from ._parsing.firewall.json_text import Text
from ._parsing.json_objects.fields import Fields
from ._parsing.json_objects.places import places
from ._parsing.text import peek

_OURS = re.compile(r'"spdxVersion"\s*:\s*"SPDX-2')
# Some tools write the version after all of the files and packages.
_PARTS_FIRST = re.compile(r'\s*\{\s*"(?:SPDXID|files|packages)"\s*:.*?"SPDXRef-', re.DOTALL)
_ANSWER = re.compile(r'\s*\{\s*"sbom"\s*:\s*(?=\{)')
_VERSIONS = ("SPDX-2.2", "SPDX-2.3")
_DOCUMENT = "SPDXRef-DOCUMENT"
_UNSAID = ("", "NOASSERTION", "NONE")
_TRIVY, _LOCK_FILE = "Tool: trivy", "SPDXRef-Application-"
_NO_PACKAGE = {"OPERATING-SYSTEM", "OPERATING_SYSTEM", "FILE"}
_HOLDS = {"CONTAINS", "DEPENDS_ON"}


def _sniff(head: bytes) -> bool:
    text = peek(head)
    return text.lstrip()[:1] == "{" and bool(_OURS.search(text) or _PARTS_FIRST.match(text))


@reader(kind="components", sniff=_sniff)
def spdx(source: Source) -> Table:
    """Read packages.

    :raises ReadError: if it is not whole JSON of this form, a field is there twice or of another
        type, the document or a package has no name, or there is no package but what it is of
    """
    text = Text(source)
    answer = _ANSWER.match(text.whole)
    begun = answer.end() if answer else 0
    whole, end = text.parse(begun)
    document = Fields(whole, "")
    rest = text.whole[end:].strip()
    if document.text("spdxVersion") not in _VERSIONS or rest != ("}" if answer else ""):
        raise ReadError("應為 SPDX 2.2 或 2.3 版的 JSON，請重新匯出", column="spdxVersion")
    packages = document.objects("packages")
    starts = [begun + at for at, _ in places(text.whole[begun:end], "packages", "")]
    if len(starts) != len(packages):
        raise document.wrong("packages", "欄位名稱的寫法無法定位")
    described = _described(document)
    only = [each for each in packages if each.text("SPDXID") in described]
    system = only[0].text("name") if len(only) == 1 else document.text("name")
    if not system:
        raise document.wrong("name", "清單沒有說是哪個系統的元件")
    creation = document.object("creationInfo")
    made = Made(system, creation.day("created"))
    held = list(zip(packages, starts, strict=True))
    creators = creation.raw("creators")
    if isinstance(creators, list) and any(str(each).startswith(_TRIVY) for each in creators):
        held = [each for each in held if not _is_lock_file(each[0])]
    if len(only) == 1:
        held = [each for each in held if each[0] is not only[0]]
    rows = tuple(row for each, at in held for row in _rows(each, made, text.line_of(at)))
    if not rows:
        raise ReadError("清單裡沒有任何元件，請確認匯出的範圍", column="packages")
    return Table("components", rows, source.name, "spdx", tuple(_gaps(document, packages)))


def _described(document: Fields) -> set[str]:
    named = document.raw("documentDescribes")
    found = {each for each in named if isinstance(each, str)} if isinstance(named, list) else set()
    for each in document.objects("relationships"):
        kind = each.text("relationshipType")
        one, other = each.text("spdxElementId"), each.text("relatedSpdxElement")
        if kind == "DESCRIBES" and one == _DOCUMENT:
            found.add(other)
        if kind == "DESCRIBED_BY" and other == _DOCUMENT:
            found.add(one)
    return found


def _is_lock_file(package: Fields) -> bool:
    told = package.text("versionInfo") or package.objects("externalRefs")
    return not told and package.text("SPDXID").startswith(_LOCK_FILE)


def _rows(package: Fields, made: Made, line: int) -> Iterator[Row]:
    refs = {each.text("referenceType"): each for each in reversed(package.objects("externalRefs"))}
    purl, cpe = (
        refs[kind].text("referenceLocator") if kind in refs else ""
        for kind in ("purl", "cpe23Type")
    )
    licences = (package.text("licenseConcluded"), package.text("licenseDeclared"))
    licence = next((each for each in licences if each not in _UNSAID), "")
    if purl or package.text("primaryPackagePurpose") not in _NO_PACKAGE:
        yield made.row(package, "versionInfo", purl=purl, cpe=cpe, licence=licence, line=line)


def _gaps(document: Fields, packages: list[Fields]) -> Iterator[str]:
    unsaid = [each for each in packages if each.text("versionInfo") == "NOASSERTION"]
    if unsaid:
        yield f"{len(unsaid)} 個元件的版本是 NOASSERTION（例如 {unsaid[0].text('name')[:80]}）"
    unknown = sum(
        each.text("relationshipType") in _HOLDS and each.text("relatedSpdxElement") == "NOASSERTION"
        for each in document.objects("relationships")
    )
    if unknown:
        yield f"{unknown} 個元件包含什麼，清單說不知道（NOASSERTION）"
