"""特權帳號核准清冊（CSV）

Kind `privileged_register`, a row for each approval:

    account                     str, never ""
    system, owner               str, "" where the register has none
    approved_by, purpose        str, "" where the register has none
    approved                    date, or None where it is not written
    valid_until                 the last day it may be used, or None where it is not written
    sources                     tuple: where it may be used from, networks in CIDR notation and
                                names of machines as written; a range becomes networks
    line                        int
"""

from collections.abc import Iterator
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.directory.fields import day_of, named
from ._parsing.directory.places import places

_COLUMNS: Columns = {
    "account": ("特權帳號", "帳號", "帳號名稱", "account", "privileged account"),
    "system": ("系統名稱", "系統", "主機名稱", "system"),
    "owner": ("負責人", "保管人", "使用人", "owner", "custodian"),
    "approved_by": ("核准人", "核准主管", "核准者", "approved by", "approved_by", "approver"),
    "approved": ("核准日", "核准日期", "approved on", "approved_on", "approval date"),
    "valid_until": ("有效期限", "有效日", "到期日", "valid until", "valid_until"),
    "sources": ("允許來源", "允許來源位址", "限制來源", "allowed sources", "allowed_sources"),
    "purpose": ("用途", "事由", "purpose"),
}


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "account", "approved_by", "approved")


@reader(kind="privileged_register", sniff=_sniff)
def privileged_register(source: Source) -> Table:
    """Read approvals.

    :raises ReadError: for a missing column, a ragged record, an empty account, a date or an address
        that cannot be read, or no approval at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "account", "owner", "approved_by", "approved")
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("清冊裡沒有任何特權帳號，請確認匯出的範圍")
    return Table("privileged_register", rows, source.name, "privileged_register")


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for record in sheet.records():
        yield {
            **named(record, "account"),
            **{name: record[name] for name in ("system", "owner", "approved_by", "purpose")},
            "approved": day_of(record, "approved"),
            "valid_until": day_of(record, "valid_until"),
            "sources": _sources(record),
            "line": record.line,
        }


def _sources(record: Record) -> tuple[str, ...]:
    try:
        return places(record["sources"])
    except ValueError:
        raise record.error(
            "sources",
            f"看不懂「{record['sources'][:40]}」，應為 IP 位址、網段（10.1.0.0/16）或主機名稱",
        ) from None
