"""網路區域清冊（CSV）

Kind `network_zones`, a row for each zone as the list writes it:

    zone        str, its name
    use         "dmz", "operations", "test", "office", "server", "wireless", "management", "backup",
                "partner", "guest" or "other"
    networks    tuple of str, IPv4 or IPv6 networks as CIDR
    firewall    str, the firewall it is behind; "" where the list says there is none, None where it
                does not say
    core        whether core systems are in it; None where the list does not say
    note        str
    line        int

Several networks in one field are separated by 、 or a space; a single address is a network of one.
"""

import re
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Record, Sheet, header_has, require

_COLUMNS: Columns = {
    "zone": ("區域名稱", "網路區域", "區域", "網路區段", "zone", "zone name"),
    "use": ("區域用途", "用途", "環境", "zone use", "use", "purpose"),
    "networks": ("網段", "ip網段", "ip 網段", "子網路", "cidr", "network", "networks", "subnet"),
    "firewall": ("防火牆", "所屬防火牆", "區隔防火牆", "firewall"),
    "core": ("核心系統", "有核心系統", "是否有核心系統", "core", "core systems"),
    "note": ("備註", "說明", "note", "notes"),
}
_USES = {
    "dmz": ("非軍事區", "dmz區", "對外服務區", "隔離區"),
    "operations": ("營運", "營運區", "營運環境", "正式環境", "生產環境", "production"),
    "test": (
        "測試",
        "測試區",
        "測試環境",
        "開發測試",
        "開發",
        "開發測試區",
        "testing",
        "uat",
        "sit",
    ),
    "office": ("辦公", "辦公區", "辦公室", "使用者區", "oa", "user"),
    "server": ("伺服器", "伺服器區", "資料庫區", "servers", "database"),
    "wireless": ("無線", "無線網路", "無線區", "wi-fi", "wifi"),
    "management": ("管理", "管理區", "管理網路", "oob"),
    "backup": ("備援", "備份", "異地備援", "disaster recovery"),
    "partner": ("委外", "廠商", "外單位", "專線", "extranet"),
    "guest": ("訪客", "訪客區", "訪客網路"),
    "other": ("其他",),
}
_KNOWN = {name: use for use, names in _USES.items() for name in (use, *names)}
_NONE = {"無", "沒有", "none", "no", "-"}
_YES = dict.fromkeys(("是", "有", "yes", "y", "true", "v", "○"), True)
_ANSWERS = {**_YES, **dict.fromkeys(("否", "無", "沒有", "no", "n", "false"), False), "": None}
_SEPARATORS = re.compile(r"[、，,;；\s]+")


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "zone", "use", "networks")


@reader(kind="network_zones", sniff=_sniff)
def network_zones(source: Source) -> Table:
    """Read zones.

    :raises ReadError: for a missing column, a ragged record, an empty name, a use or answer that is
        not known, what is not a network, or no zone at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "zone", "use", "networks")
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("清冊裡沒有任何區域，請確認匯出的範圍")
    return Table("network_zones", rows, source.name, "network_zones")


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for record in sheet.records():
        if not record["zone"]:
            raise record.error("zone", "這一欄不可空白，請填區域名稱")
        use = _KNOWN.get(record["use"].casefold())
        if use is None:
            accepted = "、".join(("DMZ", *(names[0] for names in list(_USES.values())[1:])))
            raise record.error("use", f"看不懂「{record['use'][:40]}」，可用：{accepted}")
        core = record["core"].casefold()
        if core not in _ANSWERS:
            raise record.error("core", f"看不懂「{record['core'][:40]}」，應為是或否")
        yield {
            "zone": record["zone"],
            "use": use,
            "networks": _networks(record),
            "firewall": _firewall(record["firewall"]),
            "core": _ANSWERS[core],
            "note": record["note"],
            "line": record.line,
        }


def _firewall(said: str) -> str | None:
    if said.casefold() in _NONE:
        return ""
    return said or None


def _networks(record: Record) -> tuple[str, ...]:
    found = []
    for text in filter(None, _SEPARATORS.split(record["networks"])):
        try:
            network = ip_network(text)
        except ValueError:
            raise record.error(
                "networks", f"「{text[:40]}」不是網段，請寫成 10.1.2.0/24，多個以、分隔"
            ) from None
        if not network.prefixlen:
            raise record.error("networks", f"「{text}」是全部位址，不是一個區域的網段")
        found.append(str(network))
    if not found:
        raise record.error("networks", "這一欄不可空白，請填這個區域的網段")
    return tuple(found)
