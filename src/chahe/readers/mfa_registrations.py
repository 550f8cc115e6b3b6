"""多因子驗證註冊清單（CSV，含 Entra ID 使用者註冊詳細資料）

Kind `mfa_registrations`, a row for each account the file names:

    account, system     str; `system` is "" where the file has none
    methods             tuple of what is registered, as written; empty: nothing is
    capable             bool or None: what the console says of whether it can sign in with a second
                        factor (isMfaCapable, else isMfaRegistered); None where it says neither
    registered          date or None, when the account registered
    seen                date or None, as of when the row holds (lastUpdatedDateTime)
    enforced            bool or None: a second factor is demanded at every log-on
    line                int

Methods are parted by 、 , ; | or a line break. PowerShell writes a list that was not joined as
System.String[]: that says nothing, and is refused. The word "enabled" of the old per-user settings
means that the next log-on asks to register, so of `enforced` it says nothing.
"""

import re
from collections.abc import Iterator
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.directory.fields import day_of, named

_COLUMNS: Columns = {
    "account": (
        *("帳號", "帳號名稱", "使用者帳號", "使用者主體名稱"),
        *("account", "userprincipalname", "user principal name", "upn"),
    ),
    "system": ("系統名稱", "系統", "應用系統", "system"),
    "methods": (
        *("驗證方式", "驗證方法", "多因子驗證方式", "已註冊的方法", "第二因子"),
        *("methods", "method", "methodsregistered", "methods registered", "mfa method"),
    ),
    "capable": ("支援多重要素驗證", "ismfacapable", "mfa capable"),
    "flag": ("已註冊多重要素驗證", "ismfaregistered", "mfa registered"),
    "registered": ("註冊日", "註冊日期", "綁定日期", "registered", "registered on"),
    "seen": ("資料日期", "匯出日", "盤點日", "lastupdateddatetime", "last updated", "as of"),
    "enforced": ("強制", "是否強制", "強制啟用", "enforced", "mfa state", "mfa status"),
}
_FLAGS = {
    "": None,
    **dict.fromkeys(("true", "yes", "是", "y", "capable", "registered"), True),
    **dict.fromkeys(("false", "no", "否", "n", "not capable", "not registered"), False),
}
_ENFORCED = {
    **_FLAGS,
    **dict.fromkeys(("enforced", "強制", "已強制"), True),
    **dict.fromkeys(("disabled", "未強制", "停用", "已停用"), False),
    **dict.fromkeys(("enabled", "啟用", "已啟用"), None),
}
_NOTHING = {"", "-", "無", "未註冊", "none", "n/a", "[]", "{}"}
_BETWEEN = re.compile("[、，,;；|\r\n]")


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "account", "methods")


@reader(kind="mfa_registrations", sniff=_sniff)
def mfa_registrations(source: Source) -> Table:
    """Read registrations.

    :raises ReadError: for a missing column, a ragged record, an empty account, methods, a flag or a
        date that cannot be read, or no account at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "account", "methods")
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("清單裡沒有任何帳號，請確認匯出的範圍")
    return Table("mfa_registrations", rows, source.name, "mfa_registrations")


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    told = "capable" if "capable" in sheet.places else "flag"
    for record in sheet.records():
        yield {
            **named(record, "account"),
            "system": record["system"],
            "methods": _methods(record),
            "capable": _flag(record, told, _FLAGS),
            "registered": day_of(record, "registered"),
            "seen": day_of(record, "seen"),
            "enforced": _flag(record, "enforced", _ENFORCED),
            "line": record.line,
        }


def _methods(record: Record) -> tuple[str, ...]:
    text = record["methods"]
    if "system.string" in text.casefold() or "system.object" in text.casefold():
        raise record.error(
            "methods", "匯出時沒有展開清單（System.String[]），請以 -join 展開後重新匯出"
        )
    words = (word.strip(" \t\"'[]{}") for word in _BETWEEN.split(text))
    return tuple(dict.fromkeys(word for word in words if word.casefold() not in _NOTHING))


def _flag(record: Record, name: str, values: dict[str, bool | None]) -> bool | None:
    text = record[name].casefold()
    if text not in values:
        raise record.error(name, f"看不懂「{record[name][:40]}」，應為是或否")
    return values[text]
