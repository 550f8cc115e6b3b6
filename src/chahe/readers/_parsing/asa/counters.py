"""What `show access-list` counts, where a file holds it before or after the configuration.

A line of it at the margin is an entry with its number in the list; those indented under it are what
its groups expand to. Releases before 8.3 count the latter only, and their sum is the entry's count;
recent ones add when it was last hit.
"""

import re
from collections import Counter
from datetime import date

from .days import day_of

_LINE = re.compile(r"(\s*)access-list (\S+) line (\d{1,9}) (?:extended|advanced) (.*)")
_HITS = re.compile(
    r"\(hitcnt=(\d{1,20})\)(?: \(Last Hit=[^()]* ([A-Z][a-z]{2}) (\d{1,2}) (\d{4})\))?"
)
_TAIL = {"log", "time-range", "inactive", "rule-id", "event-log"}
_Key = tuple[str, int]
Count = tuple[int | None, date | None]


class Counters:
    """The hits of every entry, and the day of the last, by list and number."""

    def __init__(self) -> None:
        self._said: dict[_Key, tuple[tuple[str, ...], Count]] = {}
        self._parts: Counter[_Key] = Counter()

    def take(self, raw: str) -> bool:
        """Take a line; say whether it is one of `show access-list`."""
        line = _LINE.match(raw)
        if not line:
            return False
        key, hits = (line[2], int(line[3])), _HITS.search(raw)
        if line[1]:
            self._parts[key] += int(hits[1]) if hits else 0
            return True
        words = tuple(raw[line.start(4) : hits.start() if hits else None].split())
        self._said[key] = _named(words), _count(hits) if hits else (None, None)
        return True

    def of(self, name: str, number: int, words: tuple[str, ...]) -> Count:
        """Return an entry's count; None where it has none, or was another when it was counted."""
        key = (name, number)
        said, (hits, last) = self._said.get(key, ((), (None, None)))
        if said != _named(words):
            return None, None
        return self._parts.get(key) if hits is None else hits, last


def _named(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return an entry up to its settings, which `show access-list` writes out in full."""
    end = next((at for at, word in enumerate(words) if word in _TAIL), len(words))
    return words[:end]


def _count(hits: re.Match[str]) -> Count:
    try:
        return int(hits[1]), day_of(hits[3], hits[2], hits[4]) if hits[2] else None
    except ValueError:
        return int(hits[1]), None
