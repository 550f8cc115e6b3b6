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
or of a bridge; a statement that is not known, and what iptables-nft keeps to itself (`xt`: a target
that decides; a match is only a condition). A chain that cannot drop changes nothing at a hook where
another can. A set without elements is empty where any other set of the file has some. A dormant
table is not in force: its rules are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.firewall.json_text import Json, Text
from ._parsing.netfilter.expressions import NamedSets
from ._parsing.netfilter.match import ANYWHERE, Match
from ._parsing.netfilter.statements import RuleReader, published_by, updated_by
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
_Name = tuple[str, str]
_Place = tuple[_Name, str]
_Rules = dict[str, list[Rule]]


@dataclass(slots=True)
class _Table:
    dormant: bool = False
    chains: dict[str, tuple[Json, int]] = field(default_factory=dict)
    rules: dict[str, list[tuple[Json, int]]] = field(default_factory=dict)
    sets: NamedSets = field(default_factory=NamedSets)
    empty: list[str] = field(default_factory=list)
    updated: set[str] = field(default_factory=set)


def _sniff(head: bytes) -> bool:
    return _BEGIN.match(peek(head)) is not None


@reader(kind="firewall_policies", sniff=_sniff)
def nftables(source: Source) -> Table:
    """Read firewall policies.

    :raises ReadError: if it is not whole JSON of this form, a rule's chain, set or value cannot be
        read, or there is no policy at all
    """
    gaps: list[str] = []
    tables: dict[_Name, _Table] = {}
    for item, line in _items(Text(source)):
        _take(tables, item, line)
    tables = {name: table for name, table in tables.items() if not table.dormant}
    _fill(tables)
    published = _published(tables)
    rules = {name: _chains(table, gaps) for name, table in tables.items()}
    hooks = _hooks(tables, rules, gaps)
    rows: list[dict[str, Any]] = []
    for name, table in tables.items():
        walk = Walk(rules[name], published, gaps)
        for hook in hooks.get(name, ()):
            rows += walk.rows(hook)
        _note_drops(name, table, rules[name], gaps)
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


def _take(tables: dict[_Name, _Table], item: Json, line: int) -> None:
    (what, said), *rest = item.items() or (("", None),)
    if what in _NO_RULES:
        return
    held: Json = said if isinstance(said, dict) else {}
    wanted = _NAMES.get(what, ())
    names = [name for key in wanted if isinstance(name := held.get(key), str)]
    if rest or not wanted or len(names) != len(wanted):
        raise ReadError(f"看不懂「{what[:40]}」項目，請重新匯出", line=line)
    table = tables.setdefault((names[0], names[1]), _Table())
    if what == "table":
        table.dormant = "dormant" in _flags(held)
    elif what == "chain":
        table.chains[names[2]] = (held, line)
    elif what == "rule":
        table.rules.setdefault(names[2], []).append((held, line))
        table.updated |= set(updated_by(held))
    elif what in ("set", "map"):
        elements, changes = held.get("elem"), any(flag in _CHANGING for flag in _flags(held))
        known = isinstance(elements, list) and not changes
        table.sets.elements[names[2]] = elements if known else None
        if "elem" not in held and not changes:
            table.empty.append(names[2])


def _fill(tables: dict[_Name, _Table]) -> None:
    """Tell sets that are empty, and those that rules add to, from those left out (nft -t)."""
    listed = any(held for table in tables.values() for held in table.sets.elements.values())
    for table in tables.values():
        for name in table.empty if listed else ():
            table.sets.elements[name] = []
        for name in table.updated & set(table.sets.elements):
            table.sets.elements[name] = None


def _flags(said: Json) -> list[Any]:
    flags = said.get("flags", [])
    return flags if isinstance(flags, list) else [flags]


def _chains(table: _Table, gaps: list[str]) -> _Rules:
    unknown = [name for name in table.rules if name not in table.chains]
    if unknown:
        line = table.rules[unknown[0]][0][1]
        raise ReadError(f"鏈「{unknown[0]}」沒有宣告，請重新匯出完整的規則", line=line)
    return {
        name: [
            rule
            for number, (said, line) in enumerate(table.rules.get(name, ()), start=1)
            for rule in RuleReader(table.sets, table.chains, line, (name, number)).rules(said, gaps)
        ]
        for name in table.chains
    }


def _hooks(
    tables: dict[_Name, _Table], rules: dict[_Name, _Rules], gaps: list[str]
) -> dict[_Name, list[Hook]]:
    """Return the chains that packets enter, by table.

    Where one can drop, those that cannot decide nothing; where none can, one is its default.
    """
    found: dict[_Name, list[Hook]] = {}
    for way in _WAYS:
        entered = [
            (name, chain)
            for name, table in tables.items()
            for chain, (said, _) in table.chains.items()
            if name[0] in _VERSIONS and (said.get("type"), said.get("hook")) == ("filter", way)
        ]
        deciding = [each for each in entered if _drops(tables[each[0]], rules[each[0]], each[1])]
        for (name, chain), versions in _versions(tables, entered, deciding).items():
            others = [
                other
                for other in deciding
                if other != (name, chain) and set(_VERSIONS[other[0][0]]) & set(versions)
            ]
            said, line = tables[name].chains[chain]
            default = said.get("policy", "accept") == "accept"
            vdom = f"{name[0]} {name[1]} {chain}"
            hook = Hook(chain, way, vdom, line, Match(*_everywhere(versions)), default, not others)
            found.setdefault(name, []).append(hook)
            if others:
                gaps.append(
                    f"鏈「{vdom}」（第 {line} 行）與其他鏈在同一處過濾，合起來的效果尚無法判讀"
                )
    return found


def _versions(
    tables: dict[_Name, _Table], entered: list[_Place], deciding: list[_Place]
) -> dict[_Place, tuple[int, ...]]:
    """Return the IP versions each chain is to be read for."""
    found = {each: _VERSIONS[each[0][0]] for each in deciding}
    decided = {version for versions in found.values() for version in versions}
    for version in {0, 1} - decided:
        mine = [each for each in entered if version in _VERSIONS[each[0][0]]]
        mine.sort(key=lambda each: (each[1] not in tables[each[0]].rules, each[0][0] != "inet"))
        for each in mine[:1]:
            found[each] = (*found.get(each, ()), version)
    return found


def _drops(table: _Table, rules: _Rules, chain: str) -> bool:
    """Say whether a packet that enters a chain may be dropped, there or where it leads."""
    if table.chains[chain][0].get("policy") == "drop":
        return True
    met, ahead = {chain}, [chain]
    while ahead:
        for rule in rules[ahead.pop()]:
            if rule.verdict in ("drop", "queue"):
                return True
            if rule.target and rule.target not in met:
                met.add(rule.target)
                ahead.append(rule.target)
    return False


def _everywhere(versions: tuple[int, ...]) -> tuple[tuple[Ranges, Ranges], tuple[Ranges, Ranges]]:
    one = (ANYWHERE[0] if 0 in versions else (), ANYWHERE[1] if 1 in versions else ())
    return one, one


def _published(tables: dict[_Name, _Table]) -> tuple[Ranges, Ranges]:
    """Return where connections are translated to."""
    held: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for table in tables.values():
        for said, line in (each for rules in table.rules.values() for each in rules):
            for found in published_by(said, line):
                held[0 if found.version == 4 else 1].append((found.low, found.high))
    return merge(held[0]), merge(held[1])


def _note_drops(name: _Name, table: _Table, chains: _Rules, gaps: list[str]) -> None:
    """Say that a chain at another hook, or of a bridge, filters too."""
    for chain, (said, line) in table.chains.items():
        hook = said.get("hook")
        if said.get("type") != "filter" or hook is None or name[0] == "arp":
            continue
        if hook in _WAYS and name[0] in _VERSIONS:
            continue
        if _drops(table, chains, chain):
            gaps.append(
                f"鏈「{name[0]} {name[1]} {chain}」（第 {line} 行）在 {hook} 也可能丟棄封包，"
                "合起來的效果尚無法判讀"
            )
