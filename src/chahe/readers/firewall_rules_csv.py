"""防火牆規則清單（CSV）

Kind `firewall_policies`; its columns are in `fortigate.py`. A list that people keep or another
firewall exports: a row a rule, in the file's order, or by 順序 where there is that column.

    policy            編號, else 順序, else the rule's place in the file
    vdom              設備 (which firewall), "root" where the file has none
    status            enabled unless the file says it is not
    interfaces, roles 來源區域 and 目的區域: any, and by name: WAN, untrust, outside, 外網;
                      LAN, trust, inside, 內網; DMZ. No other name has a role
    addresses, ports  `_parsing/rule_list/`; source_kinds are "fqdn", "internet-service" (網際網路)
                      and "name"
    comment           備註, 申請單號 and 負責人 together
    hits, last_hit    命中次數 and 最後命中, where the file has them
    schedule, _ends   到期日 as written and its day; dates are 民國 or ISO
    log               "all", "disable" or FortiOS's "utm"
    narrowed          also a port whose protocol is not written, PING, a zone left out, and what is
                      written of source ports, users, applications and time
    undecided         a service is a name that tells nothing

A gap, of a rule that lets traffic through: a name that is no address or service, a zone that is
left out, and logging that is left out (then `log` is "all", which the gap takes back).
A negated column is refused: what is written is then what the rule does not mean.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.firewall.row import policy_row
from ._parsing.firewall.services import ports_of
from ._parsing.fortigate.predefined import role_by_name
from ._parsing.rule_list.addresses import Addresses, addresses_in
from ._parsing.rule_list.services import services_in
from ._parsing.rule_list.words import ANY, listed
from ._parsing.when import parse_day

_COLUMNS: Columns = {
    "order": ("順序", "優先順序", "順位", "order", "sequence", "seq", "priority"),
    "id": (
        "編號",
        "規則編號",
        "政策編號",
        "序號",
        "id",
        "rule id",
        "policy id",
        "policyid",
        "no",
        "no.",
        "#",
    ),
    "device": ("設備", "設備名稱", "防火牆", "device", "firewall"),
    "name": ("名稱", "規則名稱", "政策名稱", "name", "rule name", "policy name"),
    "source": (
        "來源",
        "來源位址",
        "來源ip",
        "來源 ip",
        "source",
        "source address",
        "src",
        "srcaddr",
    ),
    "destination": (
        *("目的", "目的地", "目的位址", "目的ip", "目的 ip", "目的地位址"),
        *("destination", "destination address", "dst", "dest", "dstaddr"),
    ),
    "service": ("服務", "服務埠", "通訊埠", "連接埠", "service", "services", "port", "ports"),
    "action": ("動作", "處理方式", "action"),
    "source_zone": (
        *("來源區域", "來源介面", "來源區", "source zone", "src zone", "from zone"),
        *("source interface", "srcintf", "from"),
    ),
    "destination_zone": (
        *("目的區域", "目的介面", "目的區", "destination zone", "dst zone", "to zone"),
        *("destination interface", "dstintf", "to"),
    ),
    "status": ("狀態", "啟用狀態", "是否啟用", "status", "enabled", "state"),
    "log": ("記錄", "紀錄", "日誌", "是否記錄", "log", "logging", "logtraffic"),
    "source_port": ("來源埠", "來源通訊埠", "來源連接埠", "source port", "src port"),
    "user": ("來源使用者", "使用者群組", "source user", "user", "users", "groups"),
    "application": ("應用程式", "應用服務", "application", "applications", "app"),
    "schedule": ("排程", "時段", "生效時段", "schedule", "time"),
    "negate_source": ("來源反向", "來源排除", "source negate", "srcaddr-negate"),
    "negate_destination": ("目的反向", "目的排除", "destination negate", "dstaddr-negate"),
    "negate_service": ("服務反向", "服務排除", "service negate", "service-negate"),
    "hits": (
        "命中次數",
        "命中數",
        "點擊數",
        "hit count",
        "hits",
        "hitcount",
        "rule usage hit count",
    ),
    "last_hit": (
        "最後命中",
        "最近命中",
        "最後使用",
        "last hit",
        "last used",
        "rule usage last hit",
    ),
    "owner": ("負責人", "保管人", "申請人", "owner", "requester"),
    "ticket": ("申請單號", "單號", "申請單", "變更單號", "ticket", "request no", "change no"),
    "expires": ("到期日", "到期日期", "有效期限", "截止日", "expires", "expiry", "expiration date"),
    "note": (
        "備註",
        "說明",
        "用途",
        "註記",
        "comment",
        "comments",
        "description",
        "note",
        "remark",
    ),
}
_NEEDED = ("source", "destination", "service", "action")
_NARROWING = ("source_port", "user", "application", "schedule")
_NEGATED = ("negate_source", "negate_destination", "negate_service")
_ALWAYS = frozenset((*ANY, "", "always", "none", "無", "全天", "24x7", "-"))
_LONGEST = 20  # digits of a counter
_WRITTEN = ("note", "ticket", "owner")
_YES = ("是", "有", "啟用", "開啟", "on", "yes", "y", "true", "1", "enable", "enabled", "active")
_NO = ("否", "無", "停用", "關閉", "off", "no", "n", "false", "0", "disable", "disabled")
_STATUSES = {
    "": "enable",
    **dict.fromkeys((*_YES, "使用中", "生效"), "enable"),
    **dict.fromkeys((*_NO, "已停用", "inactive"), "disable"),
}
_LOGS = {
    **dict.fromkeys(("", *_YES, "all", "記錄", "紀錄", "log"), "all"),
    **dict.fromkeys((*_NO, "不記錄", "none"), "disable"),
    **dict.fromkeys(("utm", "security events"), "utm"),
}
_ALLOW = ("允許", "放行", "通過", "開放", "接受", "accept", "allow", "permit", "pass")
_DENY = ("拒絕", "阻擋", "禁止", "封鎖", "丟棄", "deny", "drop", "reject", "block", "discard")
_ACTIONS = {**dict.fromkeys(_ALLOW, "accept"), **dict.fromkeys(_DENY, "deny"), "ipsec": "ipsec"}
_ZONES = {
    **dict.fromkeys(("untrust", "outside", "external", "internet", "外網", "外部"), "wan"),
    **dict.fromkeys(("trust", "inside", "內網", "內部"), "lan"),
    **dict.fromkeys(ANY, "any"),
    "非軍事區": "dmz",
}
_FOREVER = ("永久", "長期", "無期限", "無", "不限", "n/a")


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, *_NEEDED)


@reader(kind="firewall_policies", sniff=_sniff)
def firewall_rules_csv(source: Source) -> Table:
    """Read firewall policies.

    :raises ReadError: for a missing column, a ragged record, an empty cell that a rule stands on,
        an action, status, log, date or order that cannot be read, a number twice, or no rule at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, *_NEEDED)
    if not {*_WRITTEN} & set(sheet.places):
        require(sheet, _COLUMNS, "note")
    gaps: list[str] = []
    ordered = "order" in sheet.places
    rows: list[tuple[int, dict[str, Any]]] = []
    for place, record in enumerate(sheet.records(), start=1):
        rows.append((_order(record) if ordered else place, _row(record, place, gaps)))
    if not rows:
        raise ReadError("清單裡沒有任何規則，請確認匯出的範圍")
    rows.sort(key=lambda held: held[0])
    _refuse_twice(rows)
    held = tuple(row for _, row in rows)
    return Table("firewall_policies", held, source.name, "firewall_rules_csv", tuple(gaps))


def _refuse_twice(rows: list[tuple[int, dict[str, Any]]]) -> None:
    seen: set[tuple[str, str | int]] = set()
    for order, row in rows:
        keys = {(row["vdom"], row["policy"]), (row["vdom"], order)}
        if not seen.isdisjoint(keys):
            raise ReadError(f"規則 {row['policy']} 出現兩次，請確認編號與順序", line=row["line"])
        seen |= keys


def _row(record: Record, place: int, gaps: list[str]) -> dict[str, Any]:
    for name in _NEEDED:
        if not record[name]:
            raise record.error(name, "這一欄不可空白（不限請填 any），請補齊後重新匯出")
    for name in _NEGATED:
        if record[name].casefold() not in ("", *_NO):
            raise record.error(name, "尚無法判讀反向選取，請改寫成實際的範圍")
    ends = {"source": addresses_in(record["source"])}
    ends["destination"] = addresses_in(record["destination"])
    services = services_in(record["service"])
    day = _day(record, "expires")
    zones = {side: listed(record[f"{side}_zone"]) for side in ends}
    row = policy_row(
        policy=record["id"] or record["order"] or str(place),
        name=record["name"],
        vdom=record["device"] or "root",
        line=record.line,
        status=_word(record, "status", _STATUSES, "啟用或停用"),
        action=_word(record, "action", _ACTIONS, "允許或拒絕"),
        **{name: value for side in ends for name, value in _side(side, ends, zones).items()},
        services=services.names,
        ports=ports_of(services.services),
        unresolved=tuple(name for each in ends.values() for _, name in each.unresolved),
        source_kinds=tuple(kind for kind, _ in ends["source"].unresolved),
        schedule=f"到期日 {record['expires']}" if day else "always",
        schedule_ends=day,
        hits=_hits(record),
        last_hit=_day(record, "last_hit"),
        log=_word(record, "log", _LOGS, "是或否"),
        comment="、".join(record[name] for name in _WRITTEN if record[name]),
        narrowed=services.narrowed
        or any(each.narrowed for each in ends.values())
        or not all(zones.values())
        or any(record[name].casefold() not in _ALWAYS for name in _NARROWING),
        undecided=bool(services.unknown),
    )
    if row["status"] == "enable" and row["action"] != "deny":
        unknown = (*ends["source"].unknown, *ends["destination"].unknown, *services.unknown)
        gaps += _gaps(record, unknown, zoned=all(zones.values()))
    return row


def _gaps(record: Record, unknown: tuple[str, ...], *, zoned: bool) -> Iterator[str]:
    where = f"第 {record.line} 行"
    for name in dict.fromkeys(unknown):
        yield f"{where}的「{name[:40]}」不是位址或通訊埠，無法判斷範圍"
    if not zoned:
        yield f"{where}沒有寫來源區域與目的區域，請補上（不分區域請填 any）"
    if not record["log"]:
        yield f"{where}看不出是否留存紀錄，請補上記錄欄位"


def _side(side: str, ends: dict[str, Addresses], zones: dict[str, list[str]]) -> dict[str, Any]:
    names = ["any" if name.casefold() in ANY else name for name in zones[side]]
    return {
        f"{side}_interfaces": tuple(names) or ("any",),
        f"{side}_roles": tuple(map(_role, names)) or (None,),
        f"{side}_addresses": ends[side].names,
        f"{side}_ranges": ends[side].ranges,
        f"{side}_ranges6": ends[side].ranges6,
    }


def _role(name: str) -> str | None:
    folded = name.casefold()
    return _ZONES.get(folded) or role_by_name(folded)


def _word(record: Record, name: str, known: dict[str, str], wanted: str) -> str:
    word = known.get(record[name].casefold())
    if word is None:
        raise record.error(name, f"看不懂「{record[name][:40]}」，應為{wanted}")
    return word


def _order(record: Record) -> int:
    text = record["order"]
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise record.error("order", f"看不懂「{text[:40]}」，應為整數")
    return int(text)


def _day(record: Record, name: str) -> date | None:
    text = record[name]
    try:
        return None if text.casefold() in _FOREVER else parse_day(text)
    except ValueError:
        raise record.error(
            name, f"看不懂日期「{text[:40]}」，請寫成 115/11/21 或 2026-11-21"
        ) from None


def _hits(record: Record) -> int | None:
    text = record["hits"].replace(",", "")
    if text in ("", "-"):
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST):
        raise record.error("hits", f"看不懂次數「{text[:40]}」，請填整數")
    return int(text)
