"""FortiGate 設定備份（FortiOS 6.4–7.x）

Kind `firewall_policies`, a row for each entry of `config firewall policy`, in the file's order:

    policy, name, vdom, line                    str, str, str ("root" where there are no VDOMs), int
    status, action                              "enable" or "disable"; "accept", "deny" or "ipsec"
    source_interfaces, destination_interfaces   tuples of names
    source_roles, destination_roles             of each: wan, lan, dmz, private, tunnel, any or None
    source_addresses, destination_addresses     tuples of names, IPv4 then IPv6
    services                                    tuple of names
    source_ranges, destination_ranges           tuple of IPv4 (lo, hi), merged, negation applied
    source_ranges6, destination_ranges6         the same for IPv6
    ports                                       tuple of (protocol, lo, hi), negation applied
    source_negate, destination_negate, service_negate
    unresolved                                  tuple of names the file does not decide (fqdn …)
    source_kinds                                tuple of the source's unresolved types
    vips                                        tuple of destination names that are virtual IPs
    internet_services                           tuple of names from Fortinet's database
    real_destination                            a policy to one matches by where it leads (never)
    schedule, schedule_ends                     str, last day or None
    hours                                       tuple of (lo, hi), minutes of a week from Sunday
                                                00:00; () where the schedule is not a weekly one
    hits, last_hit                              its counter and last use (never in a backup): None
    log, inspected                              "all", "utm" or "disable"; has security profiles
    nat, comment, users                         bool, str, tuple of users, groups and fsso groups
    narrowed                                    it may match less than ranges and ports say
    undecided                                   it may match more: a name is not defined, or what is
                                                negated may be less than it says

What is left out has FortiOS's default: status enable, action deny, schedule always, log utm. Where
an internet service stands for a side (and the services), the names beside it do not count; all but
one is everywhere, narrowed. What lets through and says no interface, address or service is a gap.
How addresses, services, roles and schedules are read: `_parsing/fortigate/`.
"""

import re
from collections.abc import Iterator
from typing import Any

from ._model import ReadError, Row, Source, Table, reader
from ._parsing.fortigate.addresses import AddressBook, Addresses
from ._parsing.fortigate.interfaces import roles_of
from ._parsing.fortigate.predefined import role_by_name
from ._parsing.fortigate.schedules import ScheduleBook
from ._parsing.fortigate.services import ServiceBook
from ._parsing.fortigate.syntax import Configuration, Entry, parse
from ._parsing.ranges import Ranges, complement
from ._parsing.text import lines, peek

_POLICIES = "firewall policy"
_NOT_READ = {
    "firewall policy6": "IPv6 政策（舊版 policy6）",
    "firewall policy46": "IPv4 轉 IPv6 政策（舊版 policy46）",
    "firewall policy64": "IPv6 轉 IPv4 政策（舊版 policy64）",
    "firewall consolidated policy": "整合政策（consolidated policy）",
    "firewall security-policy": "安全性政策（NGFW policy-based 模式）",
    "firewall proxy-policy": "代理政策（proxy-policy）",
    "firewall explicit-proxy-policy": "代理政策（舊版 explicit-proxy-policy）",
}
_ENCRYPTED = b"#FGBK|"
_STATEMENT = re.compile(r"^\s*config (?:vdom|global|system \S+|firewall \S+)", re.M)
# Settings of a policy that let it match less, and that are not read.
_NARROWING = (
    *("tos", "ztna-ems-tag", "ztna-geo-tag", "src-vendor-mac", "reputation-minimum", "sgt"),
    *("network-service-dynamic", "network-service-src-dynamic", "devices", "rtp-addr"),
    *("ztna-ems-tag-secondary", "vlan-filter", "reputation-minimum6"),
)
_SAID: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("來源介面", "source_interfaces", ()),
    ("目的介面", "destination_interfaces", ()),
    ("來源位址", "source_addresses", ("internet-service-src", "internet-service6-src")),
    ("目的位址", "destination_addresses", ("internet-service", "internet-service6")),
    ("服務", "services", ("internet-service", "internet-service6")),
)
_NOTHING_ASKED = {"", "0", "0x00"}  # what `show full-configuration` writes for no narrowing
_INSTEAD = {
    "srcaddr": "internet-service-src",
    "srcaddr6": "internet-service6-src",
    "dstaddr": "internet-service",
    "dstaddr6": "internet-service6",
    "service": "internet-service",
}
_INTERNET_SERVICE = ("id", "name", "custom", "group", "custom-group", "fortiguard")


def _sniff(head: bytes) -> bool:
    text = peek(head)
    return (
        head.startswith(_ENCRYPTED)
        or text.startswith("#config-version=")
        or (_STATEMENT.search(text) is not None and re.search(r"^\s*edit ", text, re.M) is not None)
    )


@reader(kind="firewall_policies", sniff=_sniff)
def fortigate(source: Source) -> Table:
    """Read firewall policies.

    :raises ReadError: if the backup is encrypted, is cut short, holds no policy, names a policy
        twice, or a value that a policy stands on cannot be read
    """
    with source.open() as stream:
        if stream.read(len(_ENCRYPTED)) == _ENCRYPTED:
            raise ReadError("這是加密的備份，無法判讀，請關閉加密（encryption）後重新匯出")
    configuration = parse(lines(source))
    vdoms = configuration.holders(_POLICIES)
    if not vdoms:
        raise ReadError(
            f"讀到第 {configuration.lines} 行為止沒有任何防火牆政策，請重新匯出完整備份",
            line=configuration.lines,
        )
    gaps: list[str] = []
    rows = tuple(row for vdom in vdoms for row in _Vdom(configuration, vdom, gaps).rows())
    for path, what in _NOT_READ.items():
        gaps += [f"VDOM「{vdom}」另有{what}，尚無法判讀" for vdom in configuration.holders(path)]
    return Table("firewall_policies", rows, source.name, "fortigate", tuple(gaps))


class _Vdom:
    """One VDOM's policies, and the objects they name."""

    def __init__(self, configuration: Configuration, vdom: str, gaps: list[str]) -> None:
        self._vdom, self._gaps = vdom, gaps
        self._entries = configuration.sections[(vdom, _POLICIES)]
        self._book4 = AddressBook(configuration, vdom, 4)
        self._book6 = AddressBook(configuration, vdom, 6)
        self._services = ServiceBook(configuration, vdom)
        self._schedules = ScheduleBook(configuration, vdom)
        self._roles = roles_of(configuration, vdom)

    def rows(self) -> Iterator[Row]:
        seen: set[str] = set()
        for entry in self._entries:
            if entry.name in seen:
                raise ReadError(f"政策 {entry.name} 出現兩次，請重新匯出完整備份", line=entry.line)
            seen.add(entry.name)
            yield self._row(entry)

    def _row(self, entry: Entry) -> dict[str, Any]:
        source4, source6, source_names = self._side(entry, "srcaddr")
        target4, target6, target_names = self._side(entry, "dstaddr")
        names, negated = entry.words("service"), _negated(entry)
        if entry.on("internet-service"):
            names = ("ALL",) if entry.on("internet-service-negate") else ()
        services = self._services.union(names, negate=negated["service"])
        sides = (source4, source6, target4, target6)
        row = {
            "policy": entry.name,
            "name": entry.text("name"),
            "vdom": self._vdom,
            "line": entry.line,
            "status": entry.text("status", "enable"),
            "action": entry.text("action", "deny"),
            "source_interfaces": entry.words("srcintf"),
            "destination_interfaces": entry.words("dstintf"),
            "source_roles": self._roles_of(entry, "srcintf"),
            "destination_roles": self._roles_of(entry, "dstintf"),
            "source_addresses": source_names,
            "destination_addresses": target_names,
            "services": names,
            "source_ranges": _other(source4, 32) if negated["srcaddr"] else source4.ranges,
            "destination_ranges": _other(target4, 32) if negated["dstaddr"] else target4.ranges,
            "source_ranges6": _other(source6, 128) if negated["srcaddr6"] else source6.ranges,
            "destination_ranges6": _other(target6, 128) if negated["dstaddr6"] else target6.ranges,
            "ports": services.ports,
            "source_negate": negated["srcaddr"] or negated["srcaddr6"],
            "destination_negate": negated["dstaddr"] or negated["dstaddr6"],
            "service_negate": negated["service"],
            "unresolved": tuple(
                name for part in (source4, source6, target4, target6) for _, name in part.unresolved
            ),
            "source_kinds": _kinds(entry, source4, source6),
            "vips": (*target4.vips, *target6.vips),
            "real_destination": False,
            "internet_services": _internet_services(entry),
            "schedule": entry.text("schedule", "always"),
            "schedule_ends": self._schedules.last_day(entry),
            "hours": self._schedules.hours(entry),
            "hits": None,
            "last_hit": None,
            "log": entry.text("logtraffic", "utm"),
            "inspected": entry.on("utm-status") or entry.text("profile-type") == "group",
            "nat": entry.on("nat"),
            "comment": entry.text("comments"),
            "users": (*entry.words("users"), *entry.words("groups"), *entry.words("fsso-groups")),
            "narrowed": any(part.narrowed for part in (*sides, services))
            or any(entry.text(name) not in _NOTHING_ASKED for name in _NARROWING)
            or any(entry.on(name) and entry.on(f"{name}-negate") for name in _INSTEAD.values()),
        }
        row["undecided"] = any(part.missing for part in (*sides, services)) or any(
            part.narrowed and row[negated]
            for part, negated in (
                (source4, "source_negate"),
                (source6, "source_negate"),
                (target4, "destination_negate"),
                (target6, "destination_negate"),
                (services, "service_negate"),
            )
        )
        if row["status"] == "enable" and row["action"] != "deny":
            self._note_unsaid(entry, row)
            for part in (source4, source6, target4, target6):
                self._note(entry, "位址", part.missing)
            self._note(entry, "服務", services.missing)
            self._note(entry, "時程", [n for n in (row["schedule"],) if n not in self._schedules])
        return row

    def _side(self, entry: Entry, setting: str) -> tuple[Addresses, Addresses, tuple[str, ...]]:
        """Return what one side's IPv4 and IPv6 names stand for, and the names as written.

        Of an internet service these do not count; all but one may be everywhere.
        """
        names4, names6 = (
            entry.words(name)
            if not entry.on(_INSTEAD[name])
            else ("all",)
            if entry.on(f"{_INSTEAD[name]}-negate")
            else ()
            for name in (setting, f"{setting}6")
        )
        return self._book4.union(names4), self._book6.union(names6), (*names4, *names6)

    def _roles_of(self, entry: Entry, setting: str) -> tuple[str | None, ...]:
        return tuple(self._roles.get(name) or role_by_name(name) for name in entry.words(setting))

    def _note_unsaid(self, entry: Entry, row: Row) -> None:
        """Note what a policy that lets through does not say, in a form that is not read."""
        for what, column, listed in _SAID:
            if not row[column] and not any(entry.on(name) for name in listed):
                self._gaps.append(
                    f"VDOM「{self._vdom}」政策 {entry.name}（第 {entry.line} 行）沒有{what}，"
                    "尚無法判讀其範圍"
                )

    def _note(self, entry: Entry, what: str, names: Any) -> None:
        self._gaps += [
            f"VDOM「{self._vdom}」政策 {entry.name}（第 {entry.line} 行）引用的{what}「{name}」"
            "在檔案中沒有定義"
            for name in names
        ]


def _negated(entry: Entry) -> dict[str, bool]:
    """Say which settings are negated; where an internet service stands instead, none is."""
    return {
        name: entry.on(f"{name}-negate") and not entry.on(listed)
        for name, listed in _INSTEAD.items()
    }


def _other(addresses: Addresses, bits: int) -> Ranges:
    return complement(addresses.ranges, 2**bits - 1)


def _kinds(entry: Entry, *parts: Addresses) -> tuple[str, ...]:
    listed = entry.on("internet-service-src") or entry.on("internet-service6-src")
    kinds = tuple(kind for part in parts for kind, _ in part.unresolved)
    return (*kinds, "internet-service") if listed else kinds


def _internet_services(entry: Entry) -> tuple[str, ...]:
    return tuple(
        name
        for side in dict.fromkeys(_INSTEAD.values())
        if entry.on(side)
        for kind in _INTERNET_SERVICE
        for name in entry.words(f"{side}-{kind}")
    )
