"""元件弱點公告（OSV JSON）

Kind `component_advisories`; its columns are in `_parsing/components/advisory.py`. The format is
OSV schema 1.x: one object, a list of them, or one a line.

    severity     what database_specific or ecosystem_specific calls it; moderate is medium
    score        never known: the file has vectors
    ranges       bounds are taken in pairs in the order they are written; any others, and any with a
                 limit, are ODD. Of GIT one row says that there are some
    published    and modified: the day in Taipei

An Ubuntu release loses its ":LTS". Of one that has a single `upstream` it is a copy, and
that is an alias. A gap: an advisory of another major version of the schema.
"""

from collections.abc import Iterator

from ._model import ReadError, Row, Source, Table, reader
from ._parsing.components.advisory import Advisory, Range
from ._parsing.components.json_stream import objects
from ._parsing.components.names import package_name
from ._parsing.firewall.json_text import Text
from ._parsing.json_objects.fields import Fields
from ._parsing.text import peek

_OTHERS = ('"bomFormat"', '"spdxVersion"', '"resultsPerPage"', '"results"', '"scanInfo"')
_GRADES = {
    "low": "low", "moderate": "medium", "medium": "medium", "high": "high", "critical": "critical"
}  # fmt: skip


def _sniff(head: bytes) -> bool:
    text = peek(head)
    named = '"id"' in text and '"modified"' in text
    ours = '"affected"' in text or '"schema_version"' in text
    return text.lstrip()[:1] in ("{", "[") and named and ours and not _other(text)


def _other(text: str) -> bool:
    return any(name in text for name in _OTHERS)


@reader(kind="component_advisories", sniff=_sniff)
def osv_feed(source: Source) -> Table:
    """Read advisories.

    :raises ReadError: if it is not whole JSON of this form, a field is there twice or of another
        type, an advisory has no id or day of change, a package no name, or there is none
    """
    rows: list[Row] = []
    strange: list[str] = []
    for index, (held, line) in enumerate(objects(Text(source))):
        each = Fields(held, f"[{index}]")
        identity, modified = each.text("id"), each.day("modified")
        if not (identity and modified):
            raise each.wrong("id", "公告應有編號（id）與修改時間（modified）")
        if not (each.text("schema_version") or "1.").startswith("1."):
            strange.append(identity)
        upstream = _texts(each, "upstream")
        advisory = Advisory(
            identity,
            _texts(each, "aliases") + (upstream if len(upstream) == 1 else ()),
            _severity(each),
            None,
            each.day("published"),
            modified,
            each.has("withdrawn"),
            line,
        )
        rows += list(_rows(each, advisory)) or [advisory.row()]
    if not rows:
        raise ReadError("檔案裡沒有任何公告，請重新下載")
    gaps = (f"{len(strange)} 則公告的格式版本不是 1.x（例如 {strange[0]}）",) if strange else ()
    return Table("component_advisories", tuple(rows), source.name, "osv_feed", gaps)


def _rows(each: Fields, advisory: Advisory) -> Iterator[Row]:
    for affected in each.objects("affected"):
        package = affected.object("package")
        ecosystem, name = package.text("ecosystem"), package.text("name")
        if not (ecosystem and name):
            if affected.has("package"):
                raise package.wrong("name", "套件應有名稱（name）與生態系（ecosystem）")
            continue
        ranges = tuple(one for held in affected.objects("ranges") for one in _ranges(held))
        yield advisory.row(
            tuple(dict.fromkeys(ranges)),
            _texts(affected, "versions"),
            ecosystem=ecosystem.removesuffix(":LTS"),
            package=package_name(ecosystem.partition(":")[0], name),
        )


def _ranges(held: Fields) -> Iterator[Range]:
    kind = held.text("type")
    if kind not in ("SEMVER", "ECOSYSTEM"):
        yield ("", "", "", "GIT" if kind == "GIT" else "ODD")
        return
    begun = ""
    for event in held.objects("events"):
        (name, *more) = event.names() or [""]
        if more or name == "limit" or (name == "introduced") == bool(begun):
            yield ("", "", "", "ODD")
            return
        if name == "introduced":
            begun = event.text(name)
        else:
            fixed, last = event.text("fixed"), event.text("last_affected")
            yield (begun, fixed, last, kind if fixed or last else "ODD")
            begun = ""
    if begun:
        yield (begun, "", "", kind)


def _severity(each: Fields) -> str:
    found = [each, *each.objects("affected")]
    said = [one.object(f"{whose}_specific").raw("severity")
            for one in found for whose in ("database", "ecosystem")]  # fmt: skip
    words = [word.lower() for word in said if isinstance(word, str)]
    return next((_GRADES[word] for word in words if word in _GRADES), "")


def _texts(each: Fields, name: str) -> tuple[str, ...]:
    held = each.raw(name)
    if held is None:
        return ()
    if not isinstance(held, list) or not all(isinstance(one, str) for one in held):
        raise each.wrong(name, "應為文字的清單")
    return tuple(held)
