"""允許開放的服務清單（CSV）

Kind `allowed_services`, a row for each entry of the firm's list:

    where              str, a machine's name or address, a network as CIDR, or a zone's name; "" for
                       all machines
    protocols          tuple of "tcp", "udp" and "sctp", at least one
    ports              tuple of (low, high), sorted and separate, at least one
    purpose, approver  str, as written, "" where the file has none
    until              last day it is allowed, or None where the cell is empty or says never
    line               int

Several ports in one field are separated by 、 or a space, a range is 8000-8010. An entry without a
purpose or an approver is given as it is: checks allow nothing by it.
"""

import re

from ._model import ReadError, Row, Source, Table, reader
from ._parsing.cells.read import day, filled
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.ranges import Ranges, merge
from ._parsing.scanned_host import port_of

_COLUMNS: Columns = {
    "where": ("主機或區域", "主機", "主機名稱", "位址", "網段", "區域", "host or zone", "host"),
    "protocol": ("通訊協定", "協定", "protocol"),
    "port": ("通訊埠", "連接埠", "埠號", "埠", "port", "ports"),
    "purpose": ("用途", "業務用途", "開放理由", "purpose"),
    "approver": ("核准人", "核准者", "核准主管", "approver", "approved by"),
    "until": ("有效期限", "開放期限", "到期日", "until", "expires"),
}
_NEEDED = ("where", "protocol", "port", "approver")
_ALL = {"全部", "所有", "全部主機", "所有主機", "all", "*"}
_PROTOCOLS = {"tcp", "udp", "sctp"}
_SEPARATORS = re.compile(r"[、，,;；/\s]+")
_RANGE = re.compile(r"(\d{1,5})(?:[-–~](\d{1,5}))?", re.ASCII)


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, *_NEEDED)


@reader(kind="allowed_services", sniff=_sniff)
def allowed_services(source: Source) -> Table:
    """Read entries.

    :raises ReadError: for a missing column, a ragged record, an empty cell of machine, protocol or
        port, a protocol, port or day that cannot be read, or no entry at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, *_NEEDED)
    rows = tuple(_row(record) for record in sheet.records())
    if not rows:
        raise ReadError("清單裡沒有任何允許的服務，請確認匯出的範圍")
    return Table("allowed_services", rows, source.name, "allowed_services")


def _row(record: Record) -> Row:
    filled(record, "where", "protocol", "port")
    where = record["where"]
    return {
        "where": "" if where.casefold() in _ALL else where,
        "protocols": _protocols(record),
        "ports": _ports(record),
        "purpose": record["purpose"],
        "approver": record["approver"],
        "until": day(record, "until"),
        "line": record.line,
    }


def _protocols(record: Record) -> tuple[str, ...]:
    said = list(filter(None, _SEPARATORS.split(record["protocol"].casefold())))
    if not said or not _PROTOCOLS.issuperset(said):
        raise record.error(
            "protocol", f"看不懂「{record['protocol'][:40]}」，應為 TCP、UDP 或 SCTP"
        )
    return tuple(dict.fromkeys(said))


def _ports(record: Record) -> Ranges:
    spans = []
    for text in filter(None, _SEPARATORS.split(record["port"])):
        found = _RANGE.fullmatch(text)
        try:
            low, high = map(port_of, (found[1], found[2] or found[1])) if found else (None, None)
        except ValueError:
            low = high = None
        if low is None or high is None or low > high:
            raise record.error(
                "port", f"看不懂「{text[:40]}」，請寫成 443 或 8000-8010，多個以、分隔"
            )
        spans.append((low, high))
    if not spans:
        raise record.error("port", "這一欄不可空白，請補齊後重新匯出")
    return merge(spans)
