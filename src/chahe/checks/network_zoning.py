"""網路區隔：DMZ、營運與測試分開，核心系統在防火牆內

The list of zones is held against the policies of the firewalls. Kinds of exception:

    overlap             two zones hold the same addresses
    core_unguarded      the list says there is no firewall before a zone with core systems
    misplaced           a machine in use whose purpose is 測試 lies in a zone of operations or
                        servers
    test_to_operations  a policy lets a test zone open connections to operations or servers
    internet_to_inside  a policy lets the internet open connections to a zone that is no dmz

A policy is told where its addresses, by what they cover, surely lie in both zones and no earlier
policy alone denies all of it; several denials are not added up. *Any* (more than a /8) on a named
interface is what is behind that interface, which the policies do not tell: that, a name that is not
resolved, and a policy that matches less or more than it says are not decided, and the evidence is
then insufficient. Out of wan nothing comes from a test zone, nor does a dmz lead to operations.
*The internet* is as `_algorithms/internet.py` says, with `named_addresses` public addresses. A
policy that is switched off, or ended before the day of the test, counts for nothing.

The evidence is insufficient, too, where the list has no dmz, no operations (or servers) or no test
zone: that it is not listed does not show that it is missing; where it does not say whether a zone
has core systems, or for one that has, what firewall it is behind; and where a machine of the
register, if it is there, lies in no zone or has no address. Neither list is dated. What is apart on
paper may be joined by a cable, so nothing here shows that a rule is kept.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from ipaddress import ip_address

from ..readers import Table
from ..workflow import Verdict
from ._algorithms.internet import from_internet
from ._algorithms.machines.register import Register
from ._algorithms.zones.blocks import Blocks, blocks_of, overlap
from ._algorithms.zones.reach import lets, may_shadow, shadowed, touches
from ._model import Parameter, Result, Row, check

_RULES = (
    *(f"twse/inspection-points@undated#{path}" for path in ("7.1", "7.2", "7.3")),
    "twse/mechanism@2018-11-30#7.1.b.d",
    "twse/mechanism@before-2018-11-30#7.1.b.d",
)
_UNGUARDED = ("core_unguarded", "internet_to_inside")
_OPERATIONS = ("operations", "server")
_PRESENT = {"DMZ": ("dmz",), "營運區": _OPERATIONS, "測試區": ("test",)}
_NOT_INSIDE = ("dmz", "guest", "partner")
_NOT_TEST = {"wan", "tunnel", "dmz"}
_NOT_OPERATIONS = {"wan", "dmz"}
_ANYONE = Blocks(((0, 2**32 - 1),), ((0, 2**128 - 1),))
_WHY = {
    "test_to_operations": "測試區可連入營運區",
    "internet_to_inside": "網際網路可直接連入非 DMZ 的區域",
}
_Zone = tuple[str, Row, Blocks]


@check(
    rules=_RULES,
    only_refutes=_RULES,
    refuted_by={
        "twse/inspection-points@undated#7.1": ("overlap", "misplaced", "test_to_operations"),
        "twse/inspection-points@undated#7.3": _UNGUARDED,
        "twse/mechanism@2018-11-30#7.1.b.d": _UNGUARDED,
        "twse/mechanism@before-2018-11-30#7.1.b.d": _UNGUARDED,
    },
    kinds={
        "overlap": "區域的網段重疊",
        "core_unguarded": "核心系統前沒有防火牆",
        "misplaced": "測試主機在營運區",
        "test_to_operations": "測試區可連入營運區",
        "internet_to_inside": "網際網路直入內部區域",
    },
    needs=("network_zones", "firewall_policies"),
    may_use=("hosts",),
    parameters=(
        Parameter(
            "named_addresses",
            "仍算特定對象的公開位址數上限",
            65536,
            "個位址",
            "本系統預設（一個 /16）",
        ),
    ),
)
def network_zoning(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every zone, machine and policy that undoes the separation.

    >>> network_zoning.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    zones = [
        (table.source, row, blocks_of(row["networks"]))
        for table in tables["network_zones"]
        for row in table.rows
    ]
    register = Register(tables["hosts"], on)
    live = [
        (table.source, [row for row in table.rows if not _is_over(row, on)])
        for table in tables["firewall_policies"]
    ]
    policies = list(_policies(live, zones, parameters["named_addresses"]))
    rows = [
        *_overlaps(zones),
        *_unguarded(zones),
        *_misplaced(zones, register),
        *(row for sure, row in policies if sure),
    ]
    tested = sum(len(table.rows) for table in tables["firewall_policies"])
    told = f"{len(zones)} 個區域與 {tested} 條政策"
    if rows:
        return Result(Verdict.NONCONFORMING, f"{told}中有 {len(rows)} 項不符", tested, tuple(rows))
    if doubt := _incomplete(zones, register, [row for _, row in policies]):
        return Result(Verdict.INSUFFICIENT, doubt, tested)
    if not any(lets(row) for _, rows in live for row in rows):
        reason = f"{tested} 條政策中沒有任何啟用的放行政策，請確認是否為上線設備的備份"
        return Result(Verdict.INSUFFICIENT, reason, tested)
    return Result(Verdict.CONFORMING, f"共 {told}，未發現區隔被打破", tested)


def _overlaps(zones: list[_Zone]) -> Iterator[Row]:
    for index, (source, row, blocks) in enumerate(zones):
        for _, other, others in zones[:index]:
            shared = overlap(blocks.four, others.four) or overlap(blocks.six, others.six)
            if shared and other["zone"].casefold() != row["zone"].casefold():
                low, high = map(ip_address, shared[0])
                why = f"「{row['zone']}」與「{other['zone']}」都有 {low}–{high}"
                yield _exception(source, row, row["zone"], "overlap", why)


def _unguarded(zones: list[_Zone]) -> Iterator[Row]:
    for source, row, _ in zones:
        if row["core"] and row["firewall"] == "":
            why = f"「{row['zone']}」有核心系統，清冊寫明沒有防火牆"
            yield _exception(source, row, row["zone"], "core_unguarded", why)


def _misplaced(zones: list[_Zone], register: Register) -> Iterator[Row]:
    for machine in register.in_use:
        if "測試" not in machine.use:
            continue
        found = [
            (address, row["zone"])
            for address in machine.addresses
            for _, row, blocks in zones
            if row["use"] in _OPERATIONS and _lies_in(address, blocks)
        ]
        if found:
            address, zone = found[0]
            why = f"用途是「{machine.use}」，位址 {address} 卻在「{zone}」"
            yield {**machine.where, "kind": "misplaced", "why": why}


def _policies(
    live: list[tuple[str, list[Row]]], zones: list[_Zone], named: int
) -> Iterator[tuple[bool, Row]]:
    """Yield each policy that joins what should be apart, and whether it surely does."""
    test = _of(zones, "test")
    operations = _of(zones, *_OPERATIONS)
    inside = _of(zones, *({row["use"] for _, row, _ in zones} - {*_NOT_INSIDE}))
    sources: dict[str, Callable[[Row], bool | None]] = {
        "test_to_operations": lambda row: touches(row, "source", test, _NOT_TEST),
        "internet_to_inside": lambda row: from_internet(row, named),
    }
    parts = {"test_to_operations": (test, operations), "internet_to_inside": (_ANYONE, inside)}
    for file, rows in live:
        earlier: dict[str, list[Row]] = {kind: [] for kind in parts}
        for row in rows:
            for kind, (source, destination) in parts.items():
                if not lets(row):
                    if may_shadow(row, source, destination):
                        earlier[kind].append(row)
                    continue
                joined = _both(
                    sources[kind](row),
                    touches(row, "destination", destination, _NOT_OPERATIONS),
                )
                if joined is not False and not shadowed(row, earlier[kind], source, destination):
                    yield _told(file, row, kind, joined)


def _is_over(row: Row, on: date) -> bool:
    return row["schedule_ends"] is not None and bool(row["schedule_ends"] < on)


def _of(zones: list[_Zone], *uses: str) -> Blocks:
    return blocks_of(net for _, row, _ in zones if row["use"] in uses for net in row["networks"])


def _both(source: bool | None, destination: bool | None) -> bool | None:
    if source is False or destination is False:
        return False
    return None if source is None or destination is None else True


def _told(source: str, row: Row, kind: str, joined: bool | None) -> tuple[bool, Row]:
    sure = bool(joined) and not row["narrowed"] and not row["undecided"]
    told = {name: row[name] for name in ("policy", "vdom", "name")}
    why = f"政策 {row['policy']}：{_WHY[kind]}"
    return sure, {**told, **_exception(source, row, row["name"], kind, why)}


def _exception(source: str, row: Row, name: str, kind: str, why: str) -> Row:
    return {"name": name, "source": source, "line": row["line"], "kind": kind, "why": why}


def _lies_in(address: str, blocks: Blocks) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    at = ((int(found), int(found)),)
    return bool(overlap(at, blocks.four if found.version == 4 else blocks.six))


def _incomplete(zones: list[_Zone], register: Register, unsure: list[Row]) -> str:
    """Say why the lists cannot show that all is apart; "" if they can."""
    uses = {row["use"] for _, row, _ in zones}
    for title, accepted in _PRESENT.items():
        if uses.isdisjoint(accepted):
            return f"{len(zones)} 個區域中沒有{title}，請補齊清冊，或說明確實沒有這個環境"
    if unsure:
        return (
            f"有 {len(unsure)} 條政策無法判斷會不會打通區域（{unsure[0]['source']} 第 "
            f"{unsure[0]['line']} 行的政策 {unsure[0]['policy']} 等），請以位址寫明來源與目的"
        )
    for _, row, _ in zones:
        if row["core"] is None:
            return f"1 個區域（{row['zone']}）沒有寫是否有核心系統，請補齊清冊"
        if row["core"] and row["firewall"] is None:
            return f"1 個有核心系統的區域（{row['zone']}）沒有寫所屬防火牆，請補齊清冊"
    placed = [blocks for _, _, blocks in zones]
    astray = [
        machine.name
        for machine in register.in_use
        if not machine.addresses
        or not all(any(_lies_in(each, blocks) for blocks in placed) for each in machine.addresses)
    ]
    if astray:
        return f"清冊上有 {len(astray)} 台主機不在任何區域（{astray[0]} 等），請補齊網段或位址"
    return ""
