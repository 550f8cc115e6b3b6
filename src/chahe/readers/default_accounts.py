"""產品預設帳號名稱清單（CSV）

Kind `default_accounts`, a row for each account a vendor's product comes with:

    product, account            str, never ""
    line                        int

Names only: a list that holds passwords is refused, for it has no business here.
"""

from collections.abc import Iterator
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Sheet, header_has, require
from ._parsing.directory.fields import named

_COLUMNS: Columns = {
    "product": ("產品", "產品名稱", "廠牌", "設備", "product", "vendor"),
    "account": ("預設帳號", "預設帳號名稱", "default account", "default_account", "default user"),
    "password": ("密碼", "預設密碼", "password", "default password", "default_password"),
}


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "product", "account")


@reader(kind="default_accounts", sniff=_sniff)
def default_accounts(source: Source) -> Table:
    """Read names.

    :raises ReadError: for a missing column, a ragged record, an empty field, a column of passwords,
        or no name at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "product", "account")
    if "password" in sheet.places:
        raise ReadError(
            "本系統只比對帳號名稱，請刪除密碼欄後再上傳", column=sheet.titles["password"]
        )
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("清單裡沒有任何預設帳號，請確認匯出的範圍")
    return Table("default_accounts", rows, source.name, "default_accounts")


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for record in sheet.records():
        yield {**named(record, "product", "account"), "line": record.line}
