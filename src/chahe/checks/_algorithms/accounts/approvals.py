"""The register of privileged accounts: which entry speaks for which account of which list.

A list of accounts does not say of what system it is. An entry belongs to the lists whose file name
holds its system's name as a whole word (`AD` is in `ad_csvde.csv`, not in `load.csv`; what such a
list is called may touch it, as in `AD帳號清單.csv`); where there is one list and the register names
one system at most, it belongs to that. Lists of the same name cannot be told apart: no entry
belongs to them.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from ....deadlines import days_between, format_roc
from ....readers import Table
from ..._model import Row
from .state import plain

_WORD = r"[^\W_]"
_LIST = "帳號|清單|名單|匯出"
_OF_WHAT = "特權|使用者"
_BEFORE = rf"(?:(?<!{_WORD})|(?<={_LIST}))"
_AFTER = rf"(?!(?!{_OF_WHAT}|{_LIST}){_WORD})"


class Approvals:
    """Entries by account and list."""

    def __init__(self, registers: Iterable[Table], accounts: tuple[Table, ...]) -> None:
        self.entries = [(table, row) for table in registers for row in table.rows]
        named = Counter(table.source for table in accounts)
        self._sources = tuple(source for source, lists in named.items() if lists == 1)
        systems = {row["system"].casefold() for _, row in self.entries}
        self._single = len(accounts) == 1 and len(systems) <= 1
        self._placed = {system: self._find(system) for system in systems}
        self._by: dict[str, list[Row]] = {}
        for _, row in self.entries:
            self._by.setdefault(plain(row["account"]), []).append(row)

    def sources_of(self, entry: Row) -> tuple[str, ...]:
        """Name the lists an entry belongs to; none where that cannot be told."""
        return self._placed[entry["system"].casefold()]

    def named(self, account: str) -> list[Row]:
        """Return the entries of an account's name, whatever the list."""
        return self._by.get(plain(account), [])

    def of(self, account: str, source: str) -> list[Row]:
        """Return the entries that speak for an account of a list."""
        return [row for row in self.named(account) if source in self.sources_of(row)]

    def may_mean(self, account: str) -> bool:
        """Say whether an entry of that name belongs to no list, so that it might be this one's."""
        return any(not self.sources_of(row) for row in self.named(account))

    def in_force(self, account: str, source: str, on: date, days: int) -> list[Row]:
        """Return the entries in force that speak for an account of a list."""
        return [row for row in self.of(account, source) if not lapsed(row, on, days)]

    def future(self, on: date) -> str:
        """Say which approval was given after the day; "" if none was."""
        for table, row in self.entries:
            if row["approved"] and row["approved"] > on:
                return (
                    f"{table.source} 第 {row['line']} 行的核准日（{format_roc(row['approved'])}）"
                    "在檢測日之後，請確認檢測日與清冊"
                )
        return ""

    def _find(self, system: str) -> tuple[str, ...]:
        if self._single:
            return self._sources
        if not system:
            return ()
        word = re.compile(f"{_BEFORE}{re.escape(system)}{_AFTER}")
        return tuple(source for source in self._sources if word.search(source.casefold()))


def lapsed(entry: Row, on: date, days: int) -> str:
    """Say why an entry is no approval on a day; "" if it is one.

    It holds to the end of `valid_until`; where no end is written, for so many days.
    """
    if not entry["approved_by"] or entry["approved"] is None:
        return "清冊上沒有核准人或核准日"
    if entry["valid_until"] is not None:
        over = entry["valid_until"] < on
        return f"核准只到 {format_roc(entry['valid_until'])}" if over else ""
    if days_between(entry["approved"], on) > days:
        return f"{format_roc(entry['approved'])}核准，沒有有效期限，已超過 {days} 日"
    return ""
