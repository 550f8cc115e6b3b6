"""網頁允許的外部主機（CSV）

Kind `web_hosts`, a row for each host that pages may load from or send to:

    host       str, lower case; "*.example.com" is every host below example.com, not itself
    purpose    str, "" where the file has none
    line       int

Names of hosts only: no address with a scheme, a port or a path, and no "*" elsewhere.
"""

import re
from collections.abc import Iterator
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Sheet, header_has, require

_COLUMNS: Columns = {
    "host": ("允許的外部主機", "允許外部主機", "允許主機", "allowed host", "allowed_host"),
    "purpose": ("用途", "說明", "purpose", "reason"),
}
_HOST = re.compile(r"(?:\*\.)?[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,30}")


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "host")


@reader(kind="web_hosts", sniff=_sniff)
def web_hosts(source: Source) -> Table:
    """Read hosts.

    :raises ReadError: for a missing column, a ragged record, what is no name of a host, or no host
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "host")
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("清單裡沒有任何主機，請確認匯出的範圍")
    return Table("web_hosts", rows, source.name, "web_hosts")


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for record in sheet.records():
        host = record["host"].casefold().rstrip(".")
        if not _HOST.fullmatch(host):
            said = record["host"][:60]
            raise record.error(
                "host", f"「{said}」不是主機名稱，請寫成 cdn.example.com 或 *.example.com"
            )
        yield {"host": host, "purpose": record["purpose"], "line": record.line}
