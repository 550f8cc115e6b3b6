"""People at work on a day, by employee id, by account and by name."""

from collections.abc import Iterable
from datetime import date

from ....readers import Table
from ..._model import Row
from .state import plain


class AtWork:
    """Those of the rosters who have not left."""

    def __init__(self, rosters: Iterable[Table], on: date) -> None:
        self._by: dict[tuple[str, str], dict[str, str]] = {}
        for table in rosters:
            for person in table.rows:
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


def has_left(person: Row, on: date) -> bool:
    """Say whether someone has left: on the day of leaving, or by status where no day is given."""
    if person["left"] is None:
        return bool(person["status"] == "left")
    return bool(person["left"] <= on)
