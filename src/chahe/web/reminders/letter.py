"""提醒信: titles, days and links, what is late first; nothing of what was found."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from chahe.deadlines import Stage, format_roc

from .models import Reminder

MOST = 40  # things in one group of a letter; the site shows all


@dataclass(frozen=True)
class Group:
    """Things of one urgency, the earliest due first."""

    label: str
    lines: Sequence[dict[str, Any]]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str


def letter_of(name: str, reminders: Iterable[Reminder], *, on: date) -> Letter:
    """Write what a person is reminded of, as it is on a day; the reminders' firms are at hand."""
    found = sorted(reminders, key=lambda each: (each.due_on, each.firm_id, each.pk))
    groups = [group for group in _groups(found, on) if group.count]
    counts = "，".join(f"{group.label} {group.count} 項" for group in groups)
    context = {
        "name": name,
        "on": on,
        "count": len(found),
        "groups": groups,
        "copied": any(each.copied for each in found),
        "site": settings.SITE_URL,
        "preferences": _address("reminder_preferences", found[0].firm.code),
    }
    body = render_to_string("reminders/letter.txt", context)
    return Letter(f"查核提醒：{counts}（{format_roc(on)}）", body)


def words_on(due_on: date, on: date) -> str:
    """Say how far a due day is, on a day: 3 天後到期, 今天到期, 逾期 2 天."""
    return Stage(0, due_on, on, on).label


def _groups(reminders: Sequence[Reminder], on: date) -> Iterator[Group]:
    for label, has in (
        ("逾期", lambda due: due < on),
        ("今天到期", lambda due: due == on),
        ("即將到期", lambda due: due > on),
    ):
        found = [each for each in reminders if has(each.due_on)]
        yield Group(label, [_line(each, on) for each in found[:MOST]], len(found))


def _line(reminder: Reminder, on: date) -> dict[str, Any]:
    return {
        "firm": str(reminder.firm),
        "title": " ".join(reminder.title.split()),
        "due_on": reminder.due_on,
        "words": words_on(reminder.due_on, on),
        "copied": reminder.copied,
        "address": f"{settings.SITE_URL}{reminder.url}" if settings.SITE_URL else "",
    }


def _address(name: str, code: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=[code])}" if settings.SITE_URL else ""
