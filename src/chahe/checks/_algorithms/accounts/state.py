"""Which accounts can be used on a day, and whether their lists speak for that day."""

from collections.abc import Iterator
from datetime import date

from ....deadlines import days_between, format_roc
from ....readers import Table
from ..._model import Row

EVENTS = ("last_logon", "password_set", "created")


def usable(tables: tuple[Table, ...], on: date) -> Iterator[tuple[Table, Row]]:
    """Yield the accounts that are enabled and not past their expiry, each with its table."""
    for table in tables:
        for row in table.rows:
            if row["enabled"] and (row["expires"] is None or row["expires"] > on):
                yield table, row


def plain(account: str) -> str:
    r"""Return the name alone, as accounts are compared: no domain, no host, no case.

    >>> plain(r"CORP\Admin"), plain("root@localhost"), plain("SYS")
    ('admin', 'root', 'sys')
    """
    return account.rpartition("\\")[2].partition("@")[0].casefold()


def doubt(tables: tuple[Table, ...], on: date, days: int) -> str:
    """Say why lists of accounts cannot speak for the day; "" if they can.

    Each must have an event (a log-on, a password set, a creation) in the days before, and none
    more than a day after, for the clocks of directories differ.
    """
    for table in tables:
        latest: date | None = None
        for row in table.rows:
            for day in (row[event] for event in EVENTS):
                if day is not None and (latest is None or day > latest):
                    latest = day
        if latest is None or days_between(latest, on) > days:
            shown = format_roc(latest) if latest else "未知"
            return f"{table.source} 的最新事件為 {shown}，距檢測日超過 {days} 日，請重新匯出"
        if days_between(on, latest) > 1:
            return f"{table.source} 有檢測日之後的紀錄（{format_roc(latest)}），請確認檢測日"
    return ""
