"""People at work on a day, by employee id, by account and by name.

Of several rosters one may be older than another, and say that somebody is at work who has left: who
joined on one day and, by one of them, left since, did leave.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from ....readers import Table
from ..._model import Row
from .state import plain


class AtWork:
    """Those of the rosters who have not left."""

    def __init__(self, rosters: Iterable[Table], on: date) -> None:
        self._by: dict[tuple[str, str], dict[str, str]] = {}
        for _, person in last_word(rosters):
            if not has_left(person, on):
                self._add(person)

    def holders(self, account: Row) -> dict[str, str]:
        """Return the names, by employee id, of those whose account it is."""
        by_account = self._by.get(("account", plain(account["account"])), {})
        employee_id = account["employee_id"].casefold()
        return (
            {**self._by.get(("id", employee_id), {}), **by_account} if employee_id else by_account
        )

    def called(self, name: str) -> dict[str, str]:
        """Return the names, by employee id, of those a register's word may mean."""
        folded = name.strip().casefold()
        keys = (("id", folded), ("name", folded), ("account", plain(folded)))
        return {key: value for each in keys for key, value in self._by.get(each, {}).items()}

    def _add(self, person: Row) -> None:
        employee_id = person["employee_id"].casefold()
        keys = [("id", employee_id), ("name", person["name"].casefold())]
        if person["account"]:
            keys.append(("account", plain(person["account"])))
        for key in keys:
            self._by.setdefault(key, {})[employee_id] = person["name"]


def last_word(rosters: Iterable[Table]) -> Iterator[tuple[Table, Row]]:
    """Yield the people of rosters, each with its own, but for those another says have left."""
    tables = tuple(rosters)
    told = ((table, person) for table in tables for person in table.rows)
    if len(tables) < 2:
        return told
    ended = {_spell(person): table for table in tables for person in table.rows if _ends(person)}
    return (
        (table, person)
        for table, person in told
        if _ends(person) or person["joined"] is None or ended.get(_spell(person), table) is table
    )


def _spell(person: Row) -> tuple[str, date | None]:
    return person["employee_id"].casefold(), person["joined"]


def _ends(person: Row) -> bool:
    return person["left"] is not None or person["status"] == "left"


def has_left(person: Row, on: date) -> bool:
    """Say whether someone has left: on the day of leaving, or by status where no day is given."""
    if person["left"] is None:
        return bool(person["status"] == "left")
    return bool(person["left"] <= on)
