"""Linux nftables 規則（nft -j list ruleset）

Kind `firewall_policies`; its columns are in `fortigate.py`, and what makes a row in
`iptables_save.py` and `_parsing/netfilter/walk.py`. What is different:

    policy           chain and number of the rule in it, from 1: "forward 3 → web 1"
    vdom             the list a packet goes through: "inet filter forward"
    comment          the rule's own, or that of the jump to its chain
    sets             read from the file; one that changes at run time (dynamic, timeout) or has no
                     elements in the file (nft -t) is unresolved, a gap where it lets through
    vmap             a rule for each element
    vips             where `dnat` to an address or range leads; a map of addresses is not read

A gap: two chains that decide at the same hook (what one accepts the other may drop: such accepts
are narrowed and their default is no row); a chain that drops at another hook (prerouting, ingress)
or of a bridge; a statement that is not known, as `xt`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.firewall.json_text import Json, Text
from ._parsing.netfilter.expressions import NamedSets
from ._parsing.netfilter.match import ANYWHERE, Match
from ._parsing.netfilter.statements import RuleReader, published_by
from ._parsing.netfilter.walk import Hook, Rule, Walk
from ._parsing.ranges import Ranges, merge
from ._parsing.text import peek

_BEGIN = re.compile(r'\s*\{\s*"nftables"\s*:\s*\[')
_END = re.compile(r"\s*\]\s*\}\s*")
_NEXT = re.compile(r"\s*,")
_WAYS = ("input", "forward", "output")
_VERSIONS = {"ip": (0,), "ip6": (1,), "inet": (0, 1)}
_NAMES = {
    "table": ("family", "name"),
    **dict.fromkeys(("chain", "set", "map"), ("family", "table", "name")),
    "rule": ("family", "table", "chain"),
}
_NO_RULES = frozenset(
    (
        *("metainfo", "counter", "quota", "limit", "flowtable", "ct helper", "ct timeout"),
        *("ct expectation", "synproxy", "secmark", "tunnel"),
    )
)
_CHANGING = ("dynamic", "timeout")


@dataclass(slots=True)
class _Table:
    chains: dict[str, tuple[Json, int]] = field(default_factory=dict)
    rules: dict[str, list[tuple[Json, int]]] = field(default_factory=dict)
    sets: NamedSets = field(default_factory=NamedSets)


def _sniff(head: bytes) -> bool:
    return _BEGIN.match(peek(head)) is not None


@reader(kind="firewall_policies", sniff=_sniff)
def nftables(source: Source) -> Table:
    """Read firewall policies.

    :raises ReadError: if it is not whole JSON of this form, a rule's chain, set or value cannot be
        read, or there is no policy at all
    """
    gaps: list[str] = []
    tables: dict[tuple[str, str], _Table] = {}
    for item, line in _items(Text(source)):
        _take(tables, item, line)
    published = _published(tables)
    hooks = _hooks(tables, gaps)
    rows: list[dict[str, Any]] = []
    for name, table in tables.items():
        chains = _chains(table, gaps)
        walk = Walk(chains, published, gaps)
        for hook in hooks.get(name, ()):
            rows += walk.rows(hook)
        _note_drops(name, table, chains, gaps)
    if not rows:
        raise ReadError("沒有任何過濾規則，請以 root 執行 nft -j list ruleset 重新匯出")
    return Table("firewall_policies", tuple(rows), source.name, "nftables", tuple(gaps))


def _items(text: Text) -> Iterator[tuple[Json, int]]:
    """Yield every element of the list with the line it begins on."""
    begin = _BEGIN.match(text.whole)
    if not begin:
        raise ReadError("不是 nft -j list ruleset 的輸出，請重新匯出")
    at = begin.end()
    while not (end := _END.match(text.whole, at)):
        item, after = text.parse(at)
        line = text.line_of(_skip_space(text.whole, at))
        if not isinstance(item, dict):
            raise ReadError("清單裡有不是物件的項目，請重新匯出", line=line)
        yield item, line
        comma = _NEXT.match(text.whole, after)
        at = comma.end() if comma else after
        if not comma and not _END.match(text.whole, at):
            raise ReadError("不是完整的 JSON，請重新匯出", line=text.line_of(after))
    if end.end() != len(text.whole):
        raise ReadError("JSON 之後還有其他內容，請重新匯出", line=text.line_of(end.end()))


def _skip_space(whole: str, at: int) -> int:
    while whole[at : at + 1].isspace():
        at += 1
    return at


def _take(tables: dict[tuple[str, str], _Table], item: Json, line: int) -> None:
    (what, said), *rest = item.items() or (("", None),)
    if what in _NO_RULES:
        return
    held: Json = said if isinstance(said, dict) else {}
    names = [name for key in _NAMES.get(what, ("",)) if isinstance(name := held.get(key), str)]
    if rest or len(names) != len(_NAMES.get(what, ("",))):
        raise ReadError(f"看不懂「{what[:40]}」項目，請重新匯出", line=line)
    table = tables.setdefault((names[0], names[1]), _Table())
    if what == "chain":
        table.chains[names[2]] = (held, line)
    elif what == "rule":
        table.rules.setdefault(names[2], []).append((held, line))
    elif what in ("set", "map"):
        table.sets.elements[names[2]] = _elements(held)


def _elements(said: Json) -> list[Any] | None:
    flags, elements = said.get("flags", []), said.get("elem")
    changes = any(flag in _CHANGING for flag in (flags if isinstance(flags, list) else [flags]))
    return None if changes or not isinstance(elements, list) else elements


def _chains(table: _Table, gaps: list[str]) -> dict[str, list[Rule]]:
    unknown = [name for name in table.rules if name not in table.chains]
    if unknown:
        line = table.rules[unknown[0]][0][1]
        raise ReadError(f"鏈「{unknown[0]}」沒有宣告，請重新匯出完整的規則", line=line)
    return {
        name: [
            rule
            for number, (said, line) in enumerate(table.rules.get(name, ()), start=1)
            for rule in RuleReader(table.sets, table.chains, line, number).rules(said, gaps)
        ]
        for name in table.chains
    }


def _hooks(
    tables: dict[tuple[str, str], _Table], gaps: list[str]
) -> dict[tuple[str, str], list[Hook]]:
    """Return the chains that packets enter, by table; those that decide nothing go last or not."""
    found: dict[tuple[str, str], list[Hook]] = {}
    for way in _WAYS:
        entered = [
            (name, chain)
            for name, table in tables.items()
            for chain, (said, _) in table.chains.items()
            if name[0] in _VERSIONS and (said.get("type"), said.get("hook")) == ("filter", way)
        ]
        deciding = [each for each in entered if _decides(tables[each[0]], each[1])]
        for name, chain in deciding or _widest(entered):
            others = [
                other
                for other in deciding
                if other != (name, chain) and set(_VERSIONS[other[0][0]]) & set(_VERSIONS[name[0]])
            ]
            said, line = tables[name].chains[chain]
            default = said.get("policy", "accept") == "accept"
            vdom = f"{name[0]} {name[1]} {chain}"
            base = Match(*_everywhere(name[0]))
            found.setdefault(name, []).append(
                Hook(chain, way, vdom, line, base, default, alone=not others)
            )
            if others:
                gaps.append(
                    f"鏈「{vdom}」（第 {line} 行）與其他鏈在同一處過濾，合起來的效果尚無法判讀"
                )
    return found


def _decides(table: _Table, chain: str) -> bool:
    return bool(table.rules.get(chain)) or table.chains[chain][0].get("policy") == "drop"


def _widest(entered: list[tuple[tuple[str, str], str]]) -> list[tuple[tuple[str, str], str]]:
    return sorted(entered, key=lambda each: each[0][0] != "inet")[:1]


def _everywhere(family: str) -> tuple[tuple[Ranges, Ranges], tuple[Ranges, Ranges]]:
    versions = _VERSIONS[family]
    one = (ANYWHERE[0] if 0 in versions else (), ANYWHERE[1] if 1 in versions else ())
    return one, one


def _published(tables: dict[tuple[str, str], _Table]) -> tuple[Ranges, Ranges]:
    """Return where connections are translated to."""
    held: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for table in tables.values():
        for said, line in (each for rules in table.rules.values() for each in rules):
            for found in published_by(said, line):
                held[0 if found.version == 4 else 1].append((found.low, found.high))
    return merge(held[0]), merge(held[1])


def _note_drops(
    name: tuple[str, str], table: _Table, chains: dict[str, list[Rule]], gaps: list[str]
) -> None:
    """Say that a chain at another hook, or of a bridge, filters too."""
    for chain, (said, line) in table.chains.items():
        hook = said.get("hook")
        if said.get("type") != "filter" or hook is None or name[0] == "arp":
            continue
        if hook in _WAYS and name[0] in _VERSIONS:
            continue
        verdicts = {rule.verdict for rule in chains[chain]}
        if said.get("policy") == "drop" or verdicts & {"drop", "queue", "jump", "goto"}:
            gaps.append(
                f"鏈「{name[0]} {name[1]} {chain}」（第 {line} 行）在 {hook} 也可能丟棄封包，"
                "合起來的效果尚無法判讀"
            )
