"""仿冒網域：與自有品牌近似而非自有的網域名稱

Every name of the lists is compared with the firm's brands: the registered label of its own
domains, its keywords, its Chinese name and its application's. Its own domains and what is under
them are never reported. Each exception row has `name` (as registered), `shown` (as people see
it), `brand`, and one of these kinds:

    typo            one slip away: a letter left out, put in, doubled, swapped with the next, of the
                    neighbouring key, another vowel, or one bit flipped; perhaps with a finance
                    word; two of the likelier slips in a brand of ten letters or more, or of eight
                    without an everyday word; any two in one of ten, any three in one of
                    thirteen, letters of everyday words and of the trade's not counted
    homoglyph       letters of another script, digits or pairs of letters that look the same
    hyphenation     the brand with hyphens where it has none, or none where it has
    combination     the brand and nothing but words of finance and of lures (gift, unlock), digits,
                    hyphens, and at most three other letters apart by a hyphen (tw-yuanta-abc); a
                    brand of six letters or more, apart by hyphens, beside any word; one of seven
                    with a letter or two more; one of eight wherever it stands
    tld_swap        the brand under another suffix
    subdomain       an own domain or the brand before another's domain, or cut in two by a dot
    chinese_name    its Chinese name, the whole or beside words of finance, with either 台 or 臺
    contains        the brand among other words, for a person to look at: it breaks nothing

Judgements. A brand of fewer than five letters counts only as a whole word beside a word of
finance, alone under .tw, or alone in another script's letters; a brand that is itself a word of
finance is not looked for. Another word one slip away (omega of emega) is reported too. A brand
that is an everyday word (capital, first) is nobody's alone, however long.
More than `MOST` spellings at once are not looked for, and the evidence is then insufficient.
Lists without dates, from after the day of the test, or whose newest name is older than `list_days`
say nothing of the day, whatever they show.

The rules ask that fraudulent sites be looked for and dealt with. A look-alike that the list of
brands does not name as handled is one nobody has dealt with; finding none in these lists shows
nothing of other lists, of links or of applications, so the check never says that a rule is kept.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter

from ahocorasick_rs import AhoCorasick

from ..deadlines import days_between, format_roc
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.lookalike.brands import MOST, Brands
from ._algorithms.lookalike.letters import FOLD
from ._algorithms.lookalike.match import CONTAINS, Match, match
from ._algorithms.lookalike.near import looks
from ._model import Parameter, Result, Row, check

_RULES = (
    "tsa/emerging-technology@2026-03-04#8",
    "twse/inspection-points@undated#14.2",
    "tpex/sto-assessment@undated#3.17",
)
_BATCH = 512
_DOMAIN, _SEEN = itemgetter("domain"), itemgetter("seen")
_FOREIGN = "xn--"
"""What a name has in it that is shown in other letters than it is registered in (RFC 5890)."""


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "typo": "打錯一字",
        "homoglyph": "形似字元",
        "hyphenation": "增減連字號",
        "combination": "加上金融用語",
        "tld_swap": "換頂級網域",
        "subdomain": "藏在他人網域之前",
        "chinese_name": "中文名稱",
        CONTAINS: "夾在其他字詞之中",
    },
    for_review=(CONTAINS,),
    needs=("domains", "brands"),
    parameters=(
        Parameter(
            "list_days",
            "網域清單最新日期距檢測日的天數上限",
            31,
            "日",
            "本系統預設；規定沒有寫多久看一次",
        ),
    ),
)
def lookalike_domains(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every domain that passes for one of the firm's brands.

    >>> lookalike_domains.run({}, on=date(2026, 11, 21)).reason
    '缺少資料：網域清單（domains）、品牌與自有網域（brands）'
    """
    brands = Brands(row for table in tables["brands"] for row in table.rows)
    population = sum(len(table.rows) for table in tables["domains"])
    found = _rows(tables["domains"], brands)
    rows = tuple(row for row in found if not brands.is_handled(row["name"]))
    told = [row for row in rows if row["kind"] != CONTAINS]
    look_over = len(rows) - len(told)
    doubt = _doubt(tables["domains"], brands, on, parameters["list_days"])
    if doubt:
        return Result(Verdict.INSUFFICIENT, doubt, population, rows)
    handled = f"；另有 {len(found) - len(rows)} 個已處理" if len(rows) < len(found) else ""
    review = f"{handled}；另有 {look_over} 個含品牌字樣，請人工檢視" if look_over else handled
    if told:
        held = Counter(row["brand"] for row in told)
        most = "、".join(f"{brand} {count} 個" for brand, count in held.most_common(3))
        reason = f"{population} 個網域中有 {len(told)} 個疑似仿冒（{most}）{review}"
        return Result(Verdict.NONCONFORMING, reason, population, rows)
    reason = f"共 {population} 個網域，未發現尚未處理的近似網域{review}；其他來源仍應偵測"
    return Result(Verdict.CONFORMING, reason, population, rows)


def _rows(tables: Sequence[Table], brands: Brands) -> tuple[Row, ...]:
    """Return a row for every name that passes for a brand, or holds one."""
    found: dict[str, Row] = {}
    for table in tables:
        for row in _candidates(table.rows, brands):
            name = row["domain"]
            if name in found or brands.is_own(name):
                continue
            matched = match(row["unicode"], brands)
            if matched:
                found[name] = _exception(table, row, matched)
    return tuple(found.values())


def _exception(table: Table, row: Row, matched: Match) -> Row:
    passes = "含有" if matched.kind == CONTAINS else "疑似仿冒"
    return {
        "name": row["domain"],
        "shown": row["unicode"],
        "brand": matched.brand,
        "source": table.source,
        "line": row["line"],
        "kind": matched.kind,
        "why": f"「{row['unicode']}」{passes}「{matched.brand}」的「{matched.imitated}」："
        f"{matched.how}，請查證，必要時通報下架並提醒客戶",
    }


def _candidates(rows: Sequence[Row], brands: Brands) -> Iterator[Row]:
    """Yield every row that may match, and few others.

    Some hundred names are searched as one text, which costs far less than each by itself.
    """
    words = brands.words
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        names = [*map(_DOMAIN, batch)]
        text = "\n".join(names)
        found = words.intersection(text.replace("-", "\n").replace(".", "\n").split("\n"))
        joined = text.translate(FOLD).replace("-", "").replace(".", "")
        at = {
            *_lines(_places((_FOREIGN, *found), text), text),
            *_lines_with(brands.parts, joined),
            *_hyphenated(names, brands),
            *_misspelt(text, brands),
        }
        yield from map(batch.__getitem__, sorted(at))


def _hyphenated(names: list[str], brands: Brands) -> Iterator[int]:
    """Yield the place of every name that may be a brand, or near one, once its hyphens are gone."""
    hyphenated = [name for name in names if "-" in name]
    text = "\n".join(hyphenated).replace("-", "")
    found = brands.words.intersection(text.replace(".", "\n").split("\n"))
    at = {*_lines(_places(found, text), text), *_misspelt(text, brands)}
    yield from (names.index(hyphenated[line]) for line in at)


def _misspelt(text: str, brands: Brands) -> Iterator[int]:
    """Yield the place of every name that may have a long brand but for several slips."""
    if brands.near:
        seen = looks(text)
        lines = seen.split("\n")
        for place in dict.fromkeys(_lines_with(brands.pieces, seen)):
            words = lines[place].replace("-", ".").split(".")
            if any(
                near.slips(word) is not None for word in words for near, _ in brands.near_to(word)
            ):
                yield place


def _lines_with(strings: AhoCorasick, text: str) -> Iterator[int]:
    """Yield the number, from 0, of every line that holds one of some strings."""
    return _lines((begin for _, begin, _ in strings.find_matches_as_indexes(text)), text)


def _places(needles: Iterable[str], text: str) -> list[int]:
    places: list[int] = []
    for needle in needles:
        at = text.find(needle)
        while at >= 0:
            places.append(at)
            at = text.find(needle, at + 1)
    return sorted(places)


def _lines(places: Iterable[int], text: str) -> Iterator[int]:
    """Yield the number, from 0, of the line of each place, the places being in order."""
    line, counted = 0, 0
    for at in places:
        line += text.count("\n", counted, at)
        counted = at
        yield line


def _doubt(tables: Sequence[Table], brands: Brands, on: date, list_days: int) -> str:
    """Say why the lists cannot speak for the day, or the brands cannot be looked for."""
    if brands.without_keys:
        names = "、".join(brands.without_keys[:3])
        return f"品牌「{names}」沒有可比對的字樣，請補關鍵字（三個字母以上或中文名稱）"
    if brands.left_out:
        return (
            f"品牌的字樣超過 {MOST} 個，有 {brands.left_out} 個沒有比對，請把品牌清單分成幾份檢測"
        )
    seen = {day for table in tables for day in {*map(_SEEN, table.rows)} if day}
    newest = max(seen, default=None)
    if newest is None:
        return "網域清單沒有任何日期，無法判斷是否為近期資料，請連同註冊日或發現日匯出"
    if newest > on:
        return f"網域清單有檢測日之後的日期（{format_roc(newest)}），請確認檢測日與清單"
    if days_between(newest, on) > list_days:
        return f"網域清單最新日期為 {format_roc(newest)}，距檢測日超過 {list_days} 日，請換新清單"
    return ""
