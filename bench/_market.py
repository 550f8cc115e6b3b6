"""An invented market: firms × 300 rules × 2 years or more, in bulk, through every constraint.

Rules: the 150 leaves of twse/mechanism 2018-11-30, twice (a second book with the same ones), so
106 monthly, 106 half-yearly and 88 annual. In 24 months that is 24 × 106 + 5 × 106 half-years
begun or running + 3 × 88 years = 3,338 papers a firm, in 200 inspections. What is past is
sealed, but for the latest of one monthly section, which is late; each open inspection has papers
at every stage. One paper in 60 is against, with a finding; one finding in three has not ended.
"""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from _clone import Copies
from _entries import BulkJournal, times_of
from _papers import Inspecting
from _scratch import fast_writes, insert

from chahe.deadlines import Cadence, Period, days_after, inspection_due, period_of
from chahe.rulebook import in_force, leaves_of, load_editions, sections

BOOKS = ("twse/mechanism", "bench/second")


@dataclass
class Rows:
    """Rows of one month, in the order in which they may be inserted."""

    inspections: list[Any] = field(default_factory=list)
    papers: list[Any] = field(default_factory=list)
    blobs: list[Any] = field(default_factory=list)
    evidence: list[Any] = field(default_factory=list)
    custody: list[Any] = field(default_factory=list)
    attachments: list[Any] = field(default_factory=list)
    runs: list[Any] = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)
    signatures: list[Any] = field(default_factory=list)
    requests: list[Any] = field(default_factory=list)
    packs: list[Any] = field(default_factory=list)
    acts: list[Any] = field(default_factory=list)

    def insert(self) -> None:
        for name in self.__dataclass_fields__:
            if name != "acts":
                insert(getattr(self, name))


class Market:
    """Makes the first firm's two years as objects, and copies them to the others."""

    def __init__(self, firms: int, *, today: date, years: int) -> None:
        from django.utils import timezone

        self.today, self.zone, self.ids = today, timezone.get_default_timezone(), {}
        self.months = 12 * years
        self.random = random.Random(115)
        self.firms, self.people = self._people(firms)
        (edition,) = [
            each
            for each in in_force(load_editions(), on=today)
            if each.document == "twse/mechanism"
        ]
        self.edition = edition
        self.sections = [(rule, leaves_of(edition, rule)) for rule in sections(edition)]

    def fill(self) -> None:
        first = self.today.replace(day=1)
        months = [first]
        for _ in range(self.months - 1):
            months.append(period_of(Cadence.MONTHLY, on=days_after(months[-1], -1)).start)
        acts = []
        for month in reversed(months):
            rows = Rows()
            self._month(rows, month, first=month is months[-1])
            rows.insert()
            acts += rows.acts
        copies = Copies(len(self.firms) - 1, len(self.people))
        copies.make()
        self._sign_off()
        self._journal(acts, copies)

    def _people(self, firms: int) -> tuple[list[Any], dict[str, Any]]:
        """Make firms and their people; return the firms, and the people of the first one."""
        from chahe.web.accounts.models import User
        from chahe.web.accounts.roles import Role
        from chahe.web.firms.models import Firm, Membership

        roles = {
            "officer": Role.SECURITY_OFFICER, "auditor": Role.INTERNAL_AUDITOR,
            "ciso": Role.CISO, "owner": Role.CONTROL_OWNER,
        }  # fmt: skip
        made = Firm.objects.bulk_create(
            Firm(code=str(9000 + each), name=f"第{each}證券") for each in range(firms)
        )
        changed = {"password": "!", "password_changed_at": self.at(self.today, 1)}
        users = User.objects.bulk_create(
            User(username=f"{name}-{firm.code}", name=f"{name} {firm}", **changed)
            for firm in made
            for name in roles
        )
        Membership.objects.bulk_create(
            Membership(user=users[number], firm=made[number // len(roles)], role=role)
            for number, role in enumerate(list(roles.values()) * firms)
        )
        watcher = User.objects.create(username="supervisor", name="監理人員", **changed)
        Membership.objects.create(user=watcher, role=Role.SUPERVISOR)
        return made, dict(zip(roles, users, strict=False))

    def _month(self, rows: Rows, month: date, *, first: bool) -> None:
        for rule, leaves in self.sections:
            period = period_of(rule.cadence[0], on=month)
            if period.start == month or first:
                for book in BOOKS:
                    self._inspection(rows, book, rule, leaves, period)

    def _inspection(self, rows: Rows, book: str, rule: Any, leaves: Any, period: Period) -> None:
        from chahe.web.inspections.models import Inspection

        late = rule.path == "8" and book == BOOKS[1]
        sealed = inspection_due(period) < (days_after(self.today, -60) if late else self.today)
        on = days_after(period.start, 9)
        inspection = Inspection(
            id=self.next("inspection"), firm=self.firms[0], document=book,
            edition=self.edition.edition, section=rule.path, code=rule.code, title=rule.title,
            cadence=rule.cadence[0], period_start=period.start, period_end=period.end,
            due_on=inspection_due(period), planned_by=self.people["officer"],
            planned_at=self.at(on, 9),
        )  # fmt: skip
        rows.inspections.append(inspection)
        Inspecting(self, rows, inspection, on=min(on, self.today), sealed=sealed).write(leaves)

    def _sign_off(self) -> None:
        """Move papers and inspections on at the very end: the database holds what is signed."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("UPDATE inspections_workingpaper SET state = note, note = ''")
            cursor.execute(
                "UPDATE inspections_inspection SET state = 'sealed', digest = reason, reason = '', "
                "sealed_by_id = planned_by_id, sealed_at = planned_at WHERE reason <> ''"
            )

    def _journal(
        self, acts: list[tuple[datetime, str, tuple[str, int], str, str]], copies: Copies
    ) -> None:
        """Write what every firm did, in the order of its time, the firms among each other."""
        journal = BulkJournal()
        for at, act, (noun, number), person, after in sorted(acts, key=lambda each: each[0]):
            times = times_of(at)
            for copy, firm in enumerate(self.firms):
                subject = f"{noun}:{copies.id_of(noun, number, copy)}"
                actor = f"{person}-{firm.code}"
                journal.add(act, **times, subject=subject, actor=actor, firm=firm.code, after=after)
        journal.end()

    def next(self, noun: str) -> int:
        return next(self.ids.setdefault(noun, count(1)))

    def at(self, day: date, hour: int) -> datetime:
        """Return some second of an hour of a day."""
        begun = datetime.combine(day, time(hour), self.zone)
        return begun + timedelta(seconds=self.random.randrange(3000))


def fill_market(firms: int, *, today: date, years: int = 2) -> None:
    """Fill an empty site."""
    with fast_writes():
        Market(firms, today=today, years=years).fill()
    from chahe.web.journal.actions import sign_head

    sign_head()
