"""防火牆政策：永遠輪不到的政策（被前面的一條或數條完全涵蓋）

Every enabled policy is compared with all that come before it in its VDOM, over interfaces, IPv4 and
IPv6 addresses and services, negation applied. The comparison is exact, and several earlier policies
may cover one together. Kinds of exception:

    shadowed   never takes effect; one of those that cover it does something else
    redundant  never takes effect; those that cover it all do the same

A policy is taken to match as much as it may, and to cover only what it surely does. One with names
that the file does not decide (fqdn, a country, an internet service), with users, an expiry or a
schedule other than always, or with anything else that lets it match less (a type of ICMP, a source
port, a wildcard mask) covers nothing; undecided names can only be covered by any. Policies to a
virtual IP are left out: whether an earlier deny takes their traffic is a setting of its own
(match-vip). Policies that overlap in part, and what no traffic ever hits, are not looked for here.
That every rule was reviewed and approved, a configuration cannot show.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ..readers import Table, merge_ranges
from ..workflow import Verdict
from ._algorithms.rule_space import Box, Spans, covered_by
from ._model import Result, Row, check

_PROTOCOLS = {"icmp": 1, "tcp": 6, "udp": 17, "icmp6": 58, "sctp": 132}
_PORTS = 65536
_ANY_SERVICE: Spans = ((0, 256 * _PORTS - 1),)
_FAMILIES = (("", 32), ("6", 128))
_SHOWN = 5  # policies that cover one, by name


@check(
    rules=("twse/inspection-points@undated#7.8",),
    only_refutes=("twse/inspection-points@undated#7.8",),
    kinds={
        "shadowed": "前面的政策使它永遠不生效",
        "redundant": "前面的政策已涵蓋，重複",
    },
    needs=("firewall_policies",),
)
def firewall_redundancy(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every policy that earlier ones leave nothing to.

    >>> firewall_redundancy.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    population, undecided = 0, 0
    rows: list[Row] = []
    for table in tables["firewall_policies"]:
        for policies in _by_vdom(table.rows):
            found, unsure = _covered(policies)
            rows += [_said(table, policies, number, by) for number, by in sorted(found.items())]
            population, undecided = population + len(policies), undecided + unsure
    if rows:
        reason = f"{population} 條啟用的政策中有 {len(rows)} 條永遠輪不到"
        return Result(Verdict.NONCONFORMING, reason, population, tuple(rows))
    if undecided or not population:
        reason = (
            f"有 {undecided} 條政策與前面的交錯太多，無法判定是否被涵蓋"
            if undecided
            else "沒有啟用的政策，請確認匯出範圍"
        )
        return Result(Verdict.INSUFFICIENT, reason, population)
    reason = f"共 {population} 條啟用的政策，沒有確定被前面的政策完全涵蓋的"
    return Result(Verdict.CONFORMING, reason, population)


def _by_vdom(rows: Iterable[Row]) -> list[list[Row]]:
    held: dict[str, list[Row]] = {}
    for row in rows:
        if row["status"] == "enable":
            held.setdefault(row["vdom"], []).append(row)
    return list(held.values())


def _covered(policies: Sequence[Row]) -> tuple[dict[int, tuple[int, ...]], int]:
    """Return the policies that earlier ones cover in every family; how many are unsure."""
    zones = _Zones(policies)
    answers = []
    for suffix, bits in _FAMILIES:
        most = [zones.box(row, suffix, bits, most=True) for row in policies]
        least = [zones.box(row, suffix, bits, most=False) for row in policies]
        answers.append((most, *covered_by(most, least)))
    found = {}
    for number in range(len(policies)):
        asked = [by.get(number) for most, by, _ in answers if most[number] is not None]
        if asked and all(asked):
            found[number] = tuple(sorted({each for by in asked for each in by or ()}))
    return found, len({number for _, _, unsure in answers for number in unsure} - set(found))


class _Zones:
    """Interfaces as numbers; *any* is all of them and one more, which no list of names reaches."""

    def __init__(self, policies: Iterable[Row]) -> None:
        sides = ("source_interfaces", "destination_interfaces")
        names = sorted({name for row in policies for side in sides for name in row[side]})
        self._number = {name: number for number, name in enumerate(names)}

    def box(self, row: Row, suffix: str, bits: int, *, most: bool) -> Box | None:
        """Return the most, or the least, that a policy matches in a family; None for nothing."""
        if row["vips"] or (_is_conditional(row) and not most):
            return None
        source, destination = row[f"source_ranges{suffix}"], row[f"destination_ranges{suffix}"]
        services = _services(row["ports"])
        if row["unresolved"] or row["internet_services"] or row["undecided"]:
            source = destination = ((0, 2**bits - 1),)
            services = _ANY_SERVICE
        if not (source and destination and services):
            return None
        interfaces = (
            self._spans(row["source_interfaces"]),
            self._spans(row["destination_interfaces"]),
        )
        return (*interfaces, source, destination, services) if all(interfaces) else None

    def _spans(self, names: Sequence[str]) -> Spans:
        if "any" in names:
            return ((0, len(self._number)),)
        return merge_ranges((self._number[name], self._number[name]) for name in names)


def _is_conditional(row: Row) -> bool:
    """Say whether a policy may match less than its ranges and ports say."""
    said = ("unresolved", "internet_services", "users", "narrowed", "undecided", "schedule_ends")
    return row["schedule"] != "always" or any(row[name] for name in said)


def _services(ports: Iterable[tuple[str, int, int]]) -> Spans:
    """Return services on one line of numbers: the protocol's, then the port's."""
    return merge_ranges(
        (low * _PORTS, high * _PORTS + _PORTS - 1)
        if protocol == "ip"
        else (_PROTOCOLS[protocol] * _PORTS, _PROTOCOLS[protocol] * _PORTS + _PORTS - 1)
        if protocol in ("icmp", "icmp6")
        else (_PROTOCOLS[protocol] * _PORTS + low, _PROTOCOLS[protocol] * _PORTS + high)
        for protocol, low, high in ports
    )


def _said(table: Table, policies: Sequence[Row], number: int, by: tuple[int, ...]) -> Row:
    row = policies[number]
    same = all(policies[each]["action"] == row["action"] for each in by)
    names = "、".join(policies[each]["policy"] for each in by[:_SHOWN])
    more = f" 等 {len(by)} 條" if len(by) > _SHOWN else ""
    together = "合起來" if len(by) > 1 else ""
    does = "動作相同，是多餘的" if same else "動作不同，這一條的用意沒有生效"
    return {
        "policy": row["policy"],
        "vdom": row["vdom"],
        "name": row["name"],
        "line": row["line"],
        "source": table.source,
        "kind": "redundant" if same else "shadowed",
        "why": f"前面的政策 {names}{more}{together}已完全涵蓋，永遠輪不到；{does}",
    }
