"""A roster against which accounts are held: whose each is, and who is at work."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property

from ....readers import Row, Table
from .people import has_left, last_word
from .state import plain


class Roster:
    """People by employee id and by account, and, once asked for, by every word that may name them.

    Accounts are known by their name without its domain or host. Of 10^6 accounts nearly all are of
    one person who is at work and has id and account alone. That is told by the two names; only what
    the other accounts name is looked up.
    """

    def __init__(self, tables: tuple[Table, ...], on: date) -> None:
        self._on = on
        self._people: list[Row] = (
            [person for _, person in last_word(tables)]
            if len(tables) > 1
            else [person for table in tables for person in table.rows]
        )
        self.size = len(self._people)
        self._ids: list[str] = []
        names: list[str] = []
        ended = []
        for person in self._people:
            self._ids.append(person["employee_id"].casefold())
            names.append(person["account"].casefold())
            if person["left"] is not None or person["status"] != "active":
                ended.append(len(names) - 1)
        self._accounts = _all_plain(names)
        gone = [
            (self._ids[number], self._accounts[number])
            for number in ended
            if has_left(self._people[number], on)
        ]
        self._account_of = dict(zip(self._ids, self._accounts, strict=True))
        self._named = set(self._accounts)
        for key, name in (("", ""), *gone, *self._not_alone()):
            self._account_of.pop(key, None)
            self._named.discard(name)
        self._by_id: dict[str, list[Row]] = {}
        self._by_account: dict[str, list[Row]] = {}

    def _not_alone(self) -> list[tuple[str, str]]:
        """Return the names of those who share an id or an account; no account is nobody's."""
        ids = _repeated(self._ids, self._account_of)
        accounts = _repeated(self._accounts, self._named)
        if not ids and not accounts:
            return []
        pairs = zip(self._ids, self._accounts, strict=True)
        return [pair for pair in pairs if pair[0] in ids or pair[1] in accounts]

    def is_of_one_at_work(self, account: Row) -> bool:
        """Say whether an account is surely of one person, at work; not, if it needs a look."""
        name, key = account["account"].casefold(), account["employee_id"].casefold()
        return self._account_of.get(key) == name if key else name in self._named

    def look_up(self, accounts: Iterable[Row]) -> None:
        """Find the people of some accounts, for `holders`."""
        names, keys = set(), set()
        for account in accounts:
            names.add(plain(account["account"]))
            keys.add(account["employee_id"].casefold())
        names.discard("")
        keys.discard("")
        if not names and not keys:
            return
        for person, key, name in zip(self._people, self._ids, self._accounts, strict=True):
            if key in keys:
                self._by_id.setdefault(key, []).append(person)
            if name in names:
                self._by_account.setdefault(name, []).append(person)

    def holders(self, account: Row) -> list[Row]:
        """Return the people of an account that was looked up, those by its id first."""
        by_id = self._by_id.get(account["employee_id"].casefold(), [])
        return [*by_id, *self._by_account.get(plain(account["account"]), ())]

    def is_at_work(self, name: str) -> bool:
        return plain(name) in self._at_work

    @cached_property
    def _at_work(self) -> set[str]:
        return {
            plain(name)
            for person in self._people
            if not has_left(person, self._on)
            for name in (person["employee_id"], person["account"], person["name"])
            if name
        }


def _all_plain(names: list[str]) -> list[str]:
    """Return the names without domains; of most rosters none has one, which is quick to tell."""
    text = "\n".join(names)
    return [*map(plain, names)] if "\\" in text or "@" in text else names


def _repeated(names: list[str], different: Collection[str]) -> set[str]:
    if len(different) == len(names):
        return set()
    return {name for name, times in Counter(names).items() if times > 1 and name}
