"""防火牆規則清單（CSV）

Kind `firewall_policies`; its columns are in `fortigate.py`. A list that people keep or another
firewall's console exports: a row a rule, in the file's order, or by 順序 where there is that
column. The names of columns are in `_parsing/rule_list/columns.py`: among them those of the policy
lists of FortiOS, PAN-OS, Check Point SmartConsole, Cisco FMC and Azure's network security groups.

    policy            編號, else 序號, else 順序, else the rule's place in the file
    vdom              設備 (which firewall), "root" where the file has none
    status            enabled unless the file says it is not: in 狀態, in 停用, or by PAN-OS's mark
                      `[Disabled]`
    interfaces, roles 來源區域 and 目的區域: any, and by name: WAN, untrust, outside, 外網;
                      LAN, trust, inside, 內網; DMZ. No other name has a role
    addresses, ports  `_parsing/rule_list/`; source_kinds are "fqdn", "internet-service" (網際網路)
                      and "name"; negated by 來源反向 and the like, which leave out a version
                      of IP that is not written, or by PAN-OS's mark `[Negate]`, which does not
    ports             what 服務 and 通訊協定 have in common; ICMP needs no 服務
    comment           用途, 備註, 申請單號 and 負責人 together, without any the tags; "none" and 無
                      are no comment
    hits, last_hit    命中次數 and 最後命中, where the file has them; Check Point's 259K is 259000
    schedule, _ends   到期日 as written and its day; dates are 民國 or ISO
    log               "all", "disable" or FortiOS's "utm"; what PAN-OS's Options say of logs
    inspected         has security profiles, of which opening SSL is none
    narrowed          also a port whose protocol is not written, PING, a zone left out, and what is
                      written of source ports, users, applications, devices, URLs, VPN, content,
                      direction, time, and of firewalls the rule is for
    undecided         a service is a name that tells nothing, or what is negated may be less
    no row            a record that is blank or has a name or comment alone: a heading

A gap, of a rule that lets traffic through: a name that is no address or service (PAN-OS's
application-default is none either), a zone that is left out, a schedule other than always without
到期日, logging that is left out (then `log` is "all", which the gap takes back), and "utm" in a
file that does not say which rules have security profiles (then `inspected`, likewise).
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Sheet, header_has, require
from ._parsing.firewall.addresses import TOPS
from ._parsing.firewall.row import policy_row
from ._parsing.firewall.services import ANY_SERVICE, ports_of
from ._parsing.fortigate.predefined import role_by_name
from ._parsing.ranges import Ranges, complement
from ._parsing.rule_list import columns
from ._parsing.rule_list.addresses import Addresses, addresses_in, unnegated
from ._parsing.rule_list.columns import COLUMNS, NEEDED
from ._parsing.rule_list.rule import Rule
from ._parsing.rule_list.services import Services, is_portless, services_in
from ._parsing.rule_list.words import ANY, listed, values
from ._parsing.when import parse_day

_HITS = re.compile(r"(\d{1,20})([KMGT]?)", re.A)
_SHORTENED = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}


def _sniff(head: bytes) -> bool:
    return header_has(head, COLUMNS, *NEEDED)


@reader(kind="firewall_policies", sniff=_sniff)
def firewall_rules_csv(source: Source) -> Table:
    """Read firewall policies.

    :raises ReadError: for a missing column, a ragged record, an empty cell that a rule stands on,
        an action, status, log, date or order that cannot be read, a number twice, or no rule at all
    """
    sheet = Sheet(source, COLUMNS)
    require(sheet, COLUMNS, *NEEDED)
    held = set(sheet.places)
    if not {*columns.WRITTEN, "tags"} & held:
        require(sheet, COLUMNS, "note")
    gaps: list[str] = []
    rows: list[tuple[int, dict[str, Any]]] = []
    for record in sheet.records():
        rule = Rule(record)
        if not rule.is_heading(held):
            place = len(rows) + 1
            order = _order(rule) if "order" in held else place
            rows.append((order, _row(rule, place, held, gaps)))
    if not rows:
        raise ReadError("清單裡沒有任何規則，請確認匯出的範圍")
    rows.sort(key=lambda pair: pair[0])
    _refuse_twice(rows)
    policies = tuple(row for _, row in rows)
    return Table("firewall_policies", policies, source.name, "firewall_rules_csv", tuple(gaps))


def _refuse_twice(rows: list[tuple[int, dict[str, Any]]]) -> None:
    seen: set[tuple[str, str | int]] = set()
    for order, row in rows:
        keys = {(row["vdom"], row["policy"]), (row["vdom"], order)}
        if not seen.isdisjoint(keys):
            raise ReadError(f"規則 {row['policy']} 出現兩次，請確認編號與順序", line=row["line"])
        seen |= keys


def _row(rule: Rule, place: int, held: set[str], gaps: list[str]) -> dict[str, Any]:
    for name in ("source", "destination", "action"):
        _refuse_empty(rule, name)
    ends = {side: _End(rule, side) for side in ("source", "destination")}
    services, negate = _services(rule), _turned(rule, "negate_service")
    opened = services.services
    day = _day(rule, "expires")
    log = rule.word("log", columns.LOGS, "是或否")
    profiles = {name.casefold() for name in listed(rule["profiles"])} - columns.SSL_ONLY
    off = rule.is_marked_disabled or _turned(rule, "disabled")
    status = rule.word("status", columns.STATUSES, "啟用或停用")
    row = policy_row(
        policy=rule["id"] or rule["number"] or rule["order"] or str(place),
        name=rule["name"] or rule["policy"],
        vdom=rule["device"] or "root",
        line=rule.line,
        status="disable" if off else status,
        action=rule.word("action", columns.ACTIONS, "允許或拒絕"),
        **{name: value for side, end in ends.items() for name, value in end.told(side)},
        services=services.names,
        ports=ports_of(complement(opened, ANY_SERVICE[0][1]) if negate else opened),
        service_negate=negate,
        unresolved=tuple(name for end in ends.values() for _, name in end.read.unresolved),
        source_kinds=tuple(kind for kind, _ in ends["source"].read.unresolved),
        schedule=f"到期日 {rule['expires']}" if day else "always",
        schedule_ends=day,
        hits=_hits(rule),
        last_hit=_day(rule, "last_hit"),
        log=log,
        inspected=bool(profiles) or (log == "utm" and "profiles" not in held),
        comment=_comment(rule),
        narrowed=services.narrowed
        or any(end.is_narrowed for end in ends.values())
        or _is_narrowed(rule),
        undecided=bool(services.unknown)
        or (negate and services.narrowed)
        or any(end.is_undecided for end in ends.values()),
    )
    if row["status"] == "enable" and row["action"] != "deny":
        unknown = (*(n for end in ends.values() for n in end.read.unknown), *services.unknown)
        gaps += _gaps(rule, unknown, zoned=all(end.zones for end in ends.values()))
        if log == "utm" and "profiles" not in held:
            gaps.append(f"第 {rule.line} 行只記錄安全事件，看不出有沒有安全設定檔，請補上該欄位")
    return row


def _gaps(rule: Rule, unknown: tuple[str, ...], *, zoned: bool) -> Iterator[str]:
    where = f"第 {rule.line} 行"
    for name in dict.fromkeys(unknown):
        yield f"{where}的「{name[:40]}」不是位址或通訊埠，無法判斷範圍"
    if not zoned:
        yield f"{where}沒有寫來源區域與目的區域，請補上（不分區域請填 any）"
    if rule["schedule"].casefold() not in columns.ALWAYS and not rule["expires"]:
        yield (
            f"{where}的時段「{rule['schedule'][:40]}」看不出何時到期，"
            "請補上到期日（沒有期限請填 永久）"
        )
    options = (option.casefold() for option in values(rule["options"]))
    if not rule["log"] and not any(option.startswith(columns.LOGGED) for option in options):
        yield f"{where}看不出是否留存紀錄，請補上記錄欄位"


class _End:
    """One side of a rule: its addresses, negated or not, and its zones."""

    def __init__(self, rule: Rule, side: str) -> None:
        cell, marked = unnegated(rule[side])
        self.read: Addresses = addresses_in(cell)
        self.negate = _turned(rule, f"negate_{side}") or marked
        self._marked = marked
        self.zones = [
            "any" if name.casefold() in ANY else name for name in listed(rule[f"{side}_zone"])
        ]
        self.is_undecided = self.negate and bool(self.read.narrowed or self.read.unknown)
        left_out = self.negate and self.read.unresolved
        self.is_narrowed = bool(self.read.narrowed or left_out or not self.zones)

    def told(self, side: str) -> Iterator[tuple[str, Any]]:
        yield f"{side}_interfaces", tuple(self.zones) or ("any",)
        yield f"{side}_roles", tuple(map(_role, self.zones)) or (None,)
        yield f"{side}_addresses", self.read.names
        yield f"{side}_ranges", self._turned(self.read.ranges, 4)
        yield f"{side}_ranges6", self._turned(self.read.ranges6, 6)
        yield f"{side}_negate", self.negate

    def _turned(self, ranges: Ranges, version: int) -> Ranges:
        turned = self.negate and (self._marked or ranges)
        return complement(ranges, TOPS[version]) if turned else ranges


def _services(rule: Rule) -> Services:
    protocol = rule["protocol"]
    if not rule.written("service") and protocol and is_portless(protocol):
        return services_in("any", protocol)
    _refuse_empty(rule, "service")
    return services_in(rule["service"], protocol)


def _refuse_empty(rule: Rule, name: str) -> None:
    if not rule[name]:
        raise rule.error(name, "這一欄不可空白（不限請填 any），請補齊後重新匯出")


def _is_narrowed(rule: Rule) -> bool:
    kind = rule["kind"].casefold() not in columns.KINDS
    asked = any(rule[name].casefold() not in columns.ALWAYS for name in columns.NARROWING)
    return kind or asked


def _comment(rule: Rule) -> str:
    said = [text for text in map(rule.written, columns.WRITTEN) if text]
    return "、".join(said) or rule.written("tags")


def _turned(rule: Rule, name: str) -> bool:
    return rule.word(name, columns.TURNED, "是或否")


def _role(name: str) -> str | None:
    folded = name.casefold()
    return columns.ZONES.get(folded) or role_by_name(folded)


def _order(rule: Rule) -> int:
    text = rule["order"]
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise rule.error("order", f"看不懂「{text[:40]}」，應為整數")
    return int(text)


def _day(rule: Rule, name: str) -> date | None:
    text = rule[name]
    try:
        return None if text.casefold() in columns.FOREVER else parse_day(text)
    except ValueError:
        raise rule.error(
            name, f"看不懂日期「{text[:40]}」，請寫成 115/11/21 或 2026-11-21"
        ) from None


def _hits(rule: Rule) -> int | None:
    text = rule["hits"].replace(",", "")
    if text in ("", "-"):
        return 0 if rule["usage"].casefold() == "unused" else None
    found = _HITS.fullmatch(text.upper())
    if not found:
        raise rule.error("hits", f"看不懂次數「{text[:40]}」，請填整數")
    return int(found[1]) * _SHORTENED[found[2]]
