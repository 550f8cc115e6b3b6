"""The day after which a FortiGate policy no longer matches anything."""

from datetime import date

from ..._model import ReadError
from .syntax import Configuration, Entry

_BUILT_IN = ("always", "none")


class ScheduleBook:
    """The schedules one VDOM sees: the last day of each, None where it has no end.

    One that is for once and says no end is not known.
    """

    def __init__(self, configuration: Configuration, vdom: str) -> None:
        self._ends: dict[str, date | None] = dict.fromkeys(_BUILT_IN)
        for entry in configuration.entries(vdom, "firewall schedule recurring"):
            self._ends[entry.name] = None
        for entry in configuration.entries(vdom, "firewall schedule onetime"):
            if entry.text("end"):
                self._ends[entry.name] = _last_day(entry, entry.text("end").split()[-1:])
        for entry in configuration.entries(vdom, "firewall schedule group"):
            ends = [self._ends.get(name) for name in entry.words("member")]
            whole = [end for end in ends if end]
            self._ends[entry.name] = max(whole) if whole and len(whole) == len(ends) else None

    def __contains__(self, name: object) -> bool:
        return name in self._ends

    def last_day(self, policy: Entry) -> date | None:
        """Return the earlier of its schedule's end and its own expiry."""
        ends = self._ends.get(policy.text("schedule", "always"))
        if not policy.on("policy-expiry"):
            return ends
        expiry = _last_day(policy, policy.text("policy-expiry-date").split()[:1])
        return min(expiry, ends) if ends else expiry


def _last_day(entry: Entry, words: list[str]) -> date:
    try:
        day = date.fromisoformat(words[0].replace("/", "-"))
        return day.replace(year=max(day.year, 1912))
    except (IndexError, ValueError):
        raise ReadError(f"看不懂「{entry.name}」的結束日期，請重新匯出", line=entry.line) from None
