"""Linux iptables 規則（iptables-save、ip6tables-save）

Kind `firewall_policies`; its columns are in `fortigate.py`. A row for each rule of the table
`filter` that can decide the first packet of a connection, in the order a packet meets it, user
chains in the place of the jumps to them (`_parsing/netfilter/walk.py`). Of each column:

    policy           chain and number, as `iptables -L --line-numbers` counts: "FORWARD 3 → WEB 1"
    vdom             the list a packet goes through: "INPUT", "FORWARD"; of IPv6 "INPUT (IPv6)"
    name             "" ; `comment` is `-m comment`, of the jump where the rule has none
    roles            by name alone (wan0, lan, dmz1): nothing else in the file tells
    INPUT            its destination is the machine, 本機, and unnamed unless the rule has -d
    OUTPUT           its source is the machine; its default policy is no row
    default          a chain's ACCEPT is a row where a packet can reach it
    action           ACCEPT and NFQUEUE accept (narrowed: a program decides), DROP and REJECT deny
    log              "all" where an earlier LOG, NFLOG or ULOG takes all the rule takes, unlimited
    vips             destinations that the table `nat` translates to (DNAT)
    nat, inspected   False; schedule "time" and its last day for `--datestop`
    narrowed         every match but address, interface, protocol and destination port; so a list of
                     connection states narrows, and rules for ESTABLISHED and RELATED are no rows
    unresolved       ipsets, whose content is elsewhere: a gap where they let traffic through

Names of addresses are as written, negated ones with `!`, and negation is already in the ranges.
A gap: DROP or REJECT in raw, mangle or security; a target that is not known; a warning that other
rules exist. iptables-save does not say whether the machine forwards at all.
"""

import re
from collections.abc import Iterator
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.firewall.addresses import block
from ._parsing.netfilter.dump import DumpedTable, Line, tables_of
from ._parsing.netfilter.match import ANYWHERE, Match
from ._parsing.netfilter.options import Options, options_of
from ._parsing.netfilter.walk import Hook, Rule, Walk
from ._parsing.ranges import Ranges, merge
from ._parsing.text import lines, peek

_TABLE = re.compile(r"^\*(filter|nat|mangle|raw|security)\s*$", re.M)
_DECLARED = re.compile(r"^:\S+ (?:ACCEPT|DROP|-)(?: \[\d+:\d+\])?\s*$", re.M)
_WAYS = {"INPUT": "input", "FORWARD": "forward", "OUTPUT": "output"}
_VERDICTS = {
    **{"ACCEPT": "accept", "DROP": "drop", "REJECT": "drop", "TARPIT": "drop", "RETURN": "return"},
    **{"QUEUE": "queue", "NFQUEUE": "queue", "LOG": "log", "NFLOG": "log", "ULOG": "log"},
}
_GO_ON = frozenset(
    (
        *("", "MARK", "CONNMARK", "SECMARK", "CONNSECMARK", "TCPMSS", "CLASSIFY", "SET", "TEE"),
        *("AUDIT", "TRACE", "CHECKSUM", "RATEEST", "IDLETIMER", "LED", "DSCP", "TOS", "TTL", "HL"),
        *("CT", "NOTRACK", "ECN", "HMARK", "TCPOPTSTRIP"),
    )
)


def _sniff(head: bytes) -> bool:
    text = peek(head).replace("\r\n", "\n")
    return _TABLE.search(text) is not None and _DECLARED.search(text) is not None


@reader(kind="firewall_policies", sniff=_sniff)
def iptables_save(source: Source) -> Table:
    """Read firewall policies.

    :raises ReadError: if the file is cut short, has no table `filter` or no policy in it, does not
        tell IPv4 from IPv6, or a value that a policy stands on cannot be read
    """
    gaps: list[str] = []
    tables = tables_of(lines(source), gaps)
    filters = [table for table in tables if table.name == "filter"]
    if not filters:
        raise ReadError("沒有 filter 表，請以 root 執行 iptables-save 重新匯出")
    rows: list[dict[str, Any]] = []
    unsaid = _unsaid_version(tables)
    for version in (4, 6):
        mine = [table for table in tables if (table.version or unsaid) == version]
        rows += _rows(mine, version, gaps)
    if not rows:
        raise ReadError("filter 表裡沒有任何規則，請確認是否為上線設備的匯出")
    return Table("firewall_policies", tuple(rows), source.name, "iptables_save", tuple(gaps))


def _unsaid_version(tables: list[DumpedTable]) -> int:
    """Tell IPv4 from IPv6 by what tables without iptables-save's first line name."""
    unsaid = [table for table in tables if table.version is None]
    words = {word for table in unsaid for rule in table.rules for word in rule.words}
    versions = {version for word in words if (version := _version_of(word))}
    if len(versions) == 1 or not unsaid:
        return versions.pop() if versions else 4
    raise ReadError(
        "看不出是 IPv4 還是 IPv6 的規則，請保留 iptables-save 的第一行註解", line=unsaid[0].line
    )


def _version_of(word: str) -> int:
    if word in ("icmp", "ipv6-icmp"):
        return 4 if word == "icmp" else 6
    try:
        return block(word).version
    except ValueError:
        return 0


def _rows(tables: list[DumpedTable], version: int, gaps: list[str]) -> Iterator[dict[str, Any]]:
    filters = [table for table in tables if table.name == "filter"]
    if len(filters) > 1:
        raise ReadError("有兩個 filter 表，請一台設備一個檔案", line=filters[1].line)
    published = _published(tables, version)
    for table in tables:
        if table.name not in ("filter", "nat"):
            _note_drops(table, version, gaps)
    for table in filters:
        base = Match(*_everywhere(version))
        walk = Walk(_chains(table, version, gaps), published, gaps)
        for chain, (policy, line) in table.chains.items():
            if chain in _WAYS:
                vdom = chain if version == 4 else f"{chain} (IPv6)"
                hook = Hook(chain, _WAYS[chain], vdom, line, base, policy == "ACCEPT")
                yield from walk.rows(hook)


def _everywhere(version: int) -> tuple[tuple[Ranges, Ranges], tuple[Ranges, Ranges]]:
    one: tuple[Ranges, Ranges] = (ANYWHERE[0], ()) if version == 4 else ((), ANYWHERE[1])
    return one, one


def _chains(table: DumpedTable, version: int, gaps: list[str]) -> dict[str, list[Rule]]:
    chains: dict[str, list[Rule]] = {name: [] for name in table.chains}
    numbers = dict.fromkeys(chains, 0)
    for line in table.rules:
        numbers[line.chain] += 1
        options = options_of(line, version)
        verdict = _verdict(options, chains)
        if verdict is None:
            gaps.append(f"第 {line.line} 行的目標「{options.target}」尚無法判讀")
        elif verdict:
            place = line.line, numbers[line.chain]
            rule = Rule(*place, options.match, verdict, options.target, line.hits)
            chains[line.chain].append(rule)
    return chains


def _verdict(options: Options, chains: dict[str, list[Rule]]) -> str | None:
    """Return what a rule does; "" for nothing that decides, None for what is not known."""
    if options.target in chains:
        return "goto" if options.goto else "jump"
    return "" if options.target in _GO_ON else _VERDICTS.get(options.target)


def _published(tables: list[DumpedTable], version: int) -> tuple[Ranges, Ranges]:
    """Return where the table nat leads connections to."""
    found: list[tuple[int, int]] = []
    for table in tables:
        for line in table.rules if table.name == "nat" else ():
            options = options_of(line, version)
            target = options.settings.get("--to-destination", "")
            if options.target == "DNAT" and target and not target.startswith(":"):
                found.append(_target(target, line))
    held = merge(found)
    return (held, ()) if version == 4 else ((), held)


def _target(text: str, line: Line) -> tuple[int, int]:
    """Read `10.0.0.1`, `10.0.0.1-10.0.0.9:443` or `[2001:db8::1]:443`."""
    plain = text[1:].partition("]")[0] if text.startswith("[") else text
    if plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        found = block(plain)
    except ValueError:
        raise ReadError(f"看不懂 DNAT 的目的「{text[:40]}」，請重新匯出", line=line.line) from None
    return found.low, found.high


def _note_drops(table: DumpedTable, version: int, gaps: list[str]) -> None:
    """Say that a table other than filter filters too: what it drops is not in the policies."""
    held = [line for line in table.rules if options_of(line, version).target in ("DROP", "REJECT")]
    closed = [name for name, (policy, _) in table.chains.items() if policy == "DROP"]
    if held or closed:
        gaps.append(
            f"{table.name} 表也會丟棄封包（第 {held[0].line if held else table.line} 行），"
            "與 filter 表合起來的效果尚無法判讀"
        )
