"""When a FortiGate policy matches: the hours of a week, and the day after which it never does."""

from datetime import date

from ..._model import ReadError
from ..firewall.hours import DAYS, hours_of, minute_of
from ..ranges import Ranges, merge
from .syntax import Configuration, Entry

_BUILT_IN = ("always", "none")


class ScheduleBook:
    """The schedules one VDOM sees: the last day of each, None where it has no end, and its hours.

    One that is for once and says no end is not known. Hours are those of recurring schedules, and
    of groups of nothing else.
    """

    def __init__(self, configuration: Configuration, vdom: str) -> None:
        self._ends: dict[str, date | None] = dict.fromkeys(_BUILT_IN)
        self._hours: dict[str, Ranges] = {}
        for entry in configuration.entries(vdom, "firewall schedule recurring"):
            self._ends[entry.name] = None
            self._hours[entry.name] = _hours(entry)
        for entry in configuration.entries(vdom, "firewall schedule onetime"):
            if entry.text("end"):
                self._ends[entry.name] = _last_day(entry, entry.text("end").split()[-1:])
        for entry in configuration.entries(vdom, "firewall schedule group"):
            ends = [self._ends.get(name) for name in entry.words("member")]
            whole = [end for end in ends if end]
            self._ends[entry.name] = max(whole) if whole and len(whole) == len(ends) else None
            hours = [self._hours.get(name, ()) for name in entry.words("member")]
            if all(hours):
                self._hours[entry.name] = merge(span for each in hours for span in each)

    def __contains__(self, name: object) -> bool:
        return name in self._ends

    def hours(self, policy: Entry) -> Ranges:
        """Return the minutes of a week its schedule holds; () where that is not weekly."""
        return self._hours.get(policy.text("schedule", "always"), ())

    def last_day(self, policy: Entry) -> date | None:
        """Return the earlier of its schedule's end and its own expiry."""
        ends = self._ends.get(policy.text("schedule", "always"))
        if not policy.on("policy-expiry"):
            return ends
        expiry = _last_day(policy, policy.text("policy-expiry-date").split()[:1])
        return min(expiry, ends) if ends else expiry


def _hours(entry: Entry) -> Ranges:
    days = [DAYS.index(name) for name in entry.words("day") if name in DAYS]
    try:
        start, end = (minute_of(entry.text(name, "00:00")) for name in ("start", "end"))
    except ValueError:
        return ()
    return hours_of(days, start, end)


def _last_day(entry: Entry, words: list[str]) -> date:
    try:
        day = date.fromisoformat(words[0].replace("/", "-"))
        return day.replace(year=max(day.year, 1912))
    except (IndexError, ValueError):
        raise ReadError(f"看不懂「{entry.name}」的結束日期，請重新匯出", line=entry.line) from None
