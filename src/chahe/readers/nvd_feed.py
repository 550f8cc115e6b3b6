"""元件弱點公告（NVD JSON 2.0）

Kind `component_advisories`; its columns are in `_parsing/components/advisory.py`. The format is
that of the CVE API 2.0 and of NVD's files for a year (`nvdcve-2.0-*.json`).

    cpe          a row for each product that is vulnerable; what only must be there as well is none
    ranges       of a product that is so only with another (AND), that has an update, or whose
                 version is "-", the kind is CPE_IF
    versions     the versions named one by one
    severity     of the first of CVSS 3.1, 3.0, 4.0 and 2 that has a score, and score: the highest
    published    and modified: the day in Taipei
    withdrawn    what is Rejected

A gap: a file with fewer advisories than there are (totalResults), configurations with `negate`.
"""

import re
from collections.abc import Iterator

from ._model import ReadError, Row, Source, Table, reader
from ._parsing.components.advisory import Advisory, Range
from ._parsing.components.names import cpe_parts
from ._parsing.json_objects.fields import Fields
from ._parsing.json_objects.long_list import LongList
from ._parsing.text import peek

_OURS = re.compile(r'"format"\s*:\s*"NVD_CVE"')
_METRICS = ("cvssMetricV31", "cvssMetricV30", "cvssMetricV40", "cvssMetricV2")
_FLOORS = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.1, "low"))
_ANY = ("*", "-")

# vendor:product, and either bounds or one version
_Named = tuple[str, Range | str]


def _sniff(head: bytes) -> bool:
    text = peek(head)
    return text.lstrip()[:1] == "{" and bool(_OURS.search(text))


@reader(kind="component_advisories", sniff=_sniff)
def nvd_feed(source: Source) -> Table:
    """Read advisories.

    :raises ReadError: if it is not whole JSON of this form, a field is there twice or of another
        type, an advisory has no id or day of change, a CPE is none, or there is no advisory
    """
    held = LongList(source, "vulnerabilities")
    rows: list[Row] = []
    negated: list[str] = []
    many = 0
    for many, (thing, line) in enumerate(held, start=1):
        cve = Fields(thing, f"vulnerabilities[{many - 1}]").object("cve")
        rows += _rows(cve, line)
        negated += [cve.text("id")] if _negated(cve) else []
    feed = Fields(held.others, "")
    if feed.text("version") != "2.0":
        raise ReadError("不是 NVD 2.0 版的 JSON，請重新下載", column="version")
    if not many:
        raise ReadError("檔案裡沒有任何公告，請重新下載", column="vulnerabilities")
    gaps = tuple(_gaps(feed.number("totalResults"), many, negated))
    return Table("component_advisories", tuple(rows), source.name, "nvd_feed", gaps)


def _rows(cve: Fields, line: int) -> Iterator[Row]:
    identity, modified = cve.text("id"), cve.day("lastModified")
    if not (identity and modified):
        raise cve.wrong("id", "公告應有編號（id）與修改時間（lastModified）")
    score = _score(cve.object("metrics"))
    advisory = Advisory(
        identity,
        (),
        next((word for floor, word in _FLOORS if score and score >= floor), ""),
        score,
        cve.day("published"),
        modified,
        cve.text("vulnStatus") == "Rejected",
        line,
    )
    products: dict[str, list[Range | str]] = {}
    for product, said in _named(cve):
        products.setdefault(product, []).append(said)
    for product, named in products.items():
        ranges = tuple(dict.fromkeys(each for each in named if not isinstance(each, str)))
        versions = tuple(dict.fromkeys(each for each in named if isinstance(each, str)))
        yield advisory.row(ranges, versions, cpe=product)
    if not products:
        yield advisory.row()


def _named(cve: Fields) -> Iterator[_Named]:
    for configuration in cve.objects("configurations"):
        both = configuration.text("operator") == "AND"
        for node in configuration.objects("nodes"):
            only_if = both or node.text("operator") == "AND"
            for each in node.objects("cpeMatch"):
                if each.said("vulnerable"):
                    yield _match(each, only_if)


def _match(each: Fields, only_if: bool) -> _Named:
    try:
        product, version, update = cpe_parts(each.text("criteria"))
    except ValueError:
        raise each.wrong("criteria", f"看不懂「{each.text('criteria')[:80]}」") from None
    after, begun = each.text("versionStartExcluding"), each.text("versionStartIncluding")
    fixed, last = each.text("versionEndExcluding"), each.text("versionEndIncluding")
    bounded = any((after, begun, fixed, last))
    unsure = only_if or update not in _ANY or (version == "-" and not bounded)
    if version not in _ANY and not bounded:
        return product, (version, "", version, "CPE_IF") if unsure else version
    kind = "CPE_IF" if unsure else "CPE_AFTER" if after else "CPE"
    return product, (after or begun or "0", fixed, last, kind)


def _score(metrics: Fields) -> float | None:
    for name in _METRICS:
        held = [each.object("cvssData").score("baseScore") for each in metrics.objects(name)]
        if scores := [score for score in held if score is not None]:
            return max(scores)
    return None


def _gaps(total: int | None, many: int, negated: list[str]) -> Iterator[str]:
    if total is None or total > many:
        yield f"只有 {many} 則公告，全部有 {total or '未知'} 則，請改用各年度的完整檔"
    if negated:
        yield f"{len(negated)} 則公告有排除條件（negate），無法判讀（例如 {negated[0]}）"


def _negated(cve: Fields) -> bool:
    held = cve.objects("configurations")
    return any(each.said("negate") for one in held for each in (one, *one.objects("nodes")))
