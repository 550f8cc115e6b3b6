"""A calendar file (iCalendar, RFC 5545) of due days, for the calendars people already look at.

Not imported by the package itself: the library takes a tenth of a second to load.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from .counting import days_after

PRODUCT = "-//Chahe//chahe//ZH-TW"
ZONE = "Asia/Taipei"
_ALARM_HOUR = timedelta(hours=9)  # the day begins at midnight; nobody wants to be woken then
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # none may stand in a text (§3.3.11)


@dataclass(frozen=True)
class CalendarEntry:
    """A day in a calendar: `uid` names it for ever (§3.8.4.7); `alarms` in days before the day."""

    uid: str
    day: date
    title: str
    description: str = ""
    url: str = ""
    alarms: tuple[int, ...] = ()


def calendar_file(entries: Iterable[CalendarEntry], *, name: str, made_at: datetime) -> bytes:
    """Write entries as all-day events, by day; the same entries and instant give the same bytes.

    :raises ValueError: if two entries share a uid, a uid or url is not one line, an alarm is
        after its day, or `made_at` has no time zone
    """
    if made_at.tzinfo is None:
        raise ValueError("made_at needs its time zone")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _clean(name))
    calendar.add("x-wr-timezone", ZONE)
    seen: set[str] = set()
    for entry in sorted(entries, key=lambda entry: (entry.day, entry.uid)):
        if entry.uid in seen:
            raise ValueError(f"two entries have the uid {entry.uid!r}")
        seen.add(entry.uid)
        calendar.add_component(_event(entry, made_at.astimezone(UTC)))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: CalendarEntry, made_at: datetime) -> Event:
    for line in (entry.uid, entry.url):
        if len(line.splitlines()) > 1 or line != _clean(line).strip():
            raise ValueError(f"not one line: {line!r}")
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", made_at)
    event.add("dtstart", entry.day)
    event.add("dtend", days_after(entry.day, 1))
    event.add("summary", _clean(entry.title))
    event.add("transp", "TRANSPARENT")
    if entry.description:
        event.add("description", _clean(entry.description))
    if entry.url:
        event.add("url", entry.url)
    for days in sorted(entry.alarms, reverse=True):
        event.add_component(_alarm(entry, days))
    return event


def _alarm(entry: CalendarEntry, days: int) -> Alarm:
    if days < 0:
        raise ValueError(f"an alarm {-days} days after {entry.uid!r}")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _clean(entry.title))
    alarm.add("trigger", _ALARM_HOUR - timedelta(days=days))
    return alarm


def _clean(text: str) -> str:
    return _CONTROLS.sub("", text)
