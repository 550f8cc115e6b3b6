"""追蹤報告: due by the end of the next month and of each after it; issued once, and kept."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from docx import Document
from tests.web.inspections.remedies import cured_and_closed, planned, sealed_with_finding
from tests.web.inspections.story import Story

from chahe.web.demo.clock import clock_at
from chahe.web.inspections.actions import extensions, follow_ups, progress
from chahe.web.inspections.finding_record import tracked_findings
from chahe.web.inspections.follow_up_snapshot import follow_up_record
from chahe.web.inspections.models import FollowUp
from chahe.web.inspections.queries_follow_ups import (
    as_followed,
    follow_ups_due,
    followed_inspections,
    late,
)
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db
SEALED, DUE, NEXT = date(2026, 11, 12), date(2026, 12, 31), date(2027, 1, 31)


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def finding(story):
    return sealed_with_finding(story, SEALED)


def issue(story, finding, on, due_on=DUE, sent_to="審計委員會"):
    with clock_at(on):
        return follow_ups.issue_follow_up(
            inspection=finding.paper.inspection, by=story.auditor, due_on=due_on, sent_to=sent_to
        )


def due(story, on):
    return [(each.due_on, len(each.missed)) for each in follow_ups_due(story.firm, on=on)]


def test_the_first_is_due_by_the_end_of_the_next_month(story, finding):
    assert due(story, SEALED) == [(DUE, 0)]
    assert due(story, DUE + timedelta(days=1)) == [(DUE, 1)]
    assert due(story, date(2027, 3, 1)) == [(DUE, 3)]


def test_an_inspection_without_findings_or_not_sealed_has_none(story):
    story.seal(story.plan("11"))
    story.find(story.plan("4").papers.first())

    assert follow_ups_due(story.firm, on=story.today) == []


def test_each_month_until_a_report_said_that_all_had_ended(story, finding):
    issue(story, finding, SEALED + timedelta(days=20))
    assert due(story, DUE) == [(NEXT, 0)]

    cured_and_closed(story, finding, date(2027, 1, 5))
    assert due(story, date(2027, 1, 6)) == [(NEXT, 0)]
    issue(story, finding, date(2027, 1, 7), due_on=NEXT)

    assert due(story, date(2027, 1, 8)) == []


def test_what_was_issued_is_kept_as_it_was(story, finding):
    with clock_at(date(2026, 11, 20)):
        planned(story, finding, days=10)
        progress.note_progress(
            finding=finding, by=story.owner, on=date(2026, 11, 20), text="已採購"
        )
        extensions.ask_extension(
            finding=finding, by=story.owner, to_due=date(2026, 12, 20), reason="缺貨"
        )
        extensions.decide_extension(finding=finding, by=story.ciso, granted=True, words="同意")
    issued = issue(story, finding, date(2026, 12, 1))
    with clock_at(date(2026, 12, 1)):
        as_it_stood = tracked_findings(finding.paper.inspection, on=date(2026, 12, 1))

    cured_and_closed(story, finding, date(2026, 12, 10))

    record = follow_up_record(FollowUp.objects.get(pk=issued.pk))
    assert record.findings == tuple(as_it_stood)
    (tracked,) = record.findings
    assert (tracked.state, tracked.age, tracked.due_on) == ("改善中", 19, date(2026, 12, 20))
    assert tracked.extensions[0].approved_by == str(story.ciso)
    assert record.due_on == DUE and record.sent_to == "審計委員會"
    with pytest.raises(DatabaseError), transaction.atomic():
        FollowUp.objects.update(sent_to="別人")


def test_issuing_is_journalled_with_the_digest_of_what_was_said(story, finding):
    issued = issue(story, finding, date(2026, 12, 1))

    entry = Entry.objects.get(act="follow_up.issued")
    assert (entry.after, entry.firm) == (issued.digest, "8888")


def test_a_report_is_issued_once_for_a_day_and_not_before_its_month(story, finding):
    issue(story, finding, date(2026, 12, 1))

    with pytest.raises(Refused, match="這一期已經提出了"):
        issue(story, finding, date(2026, 12, 2))
    with pytest.raises(Refused, match="之後再提出下一期"):
        issue(story, finding, DUE, due_on=NEXT)
    issue(story, finding, DUE + timedelta(days=1), due_on=NEXT)
    assert FollowUp.objects.count() == 2


def test_a_report_goes_to_somebody(story, finding):
    with pytest.raises(Refused, match="送給誰"):
        issue(story, finding, date(2026, 12, 1), sent_to=" ")


def test_nothing_is_issued_where_nothing_is_followed(story):
    inspection = story.seal(story.plan("11"))

    with pytest.raises(Refused, match="不必再提出"):
        follow_ups.issue_follow_up(
            inspection=inspection, by=story.auditor, due_on=DUE, sent_to="審計委員會"
        )


@pytest.mark.parametrize(
    "on", [date(2026, 12, 30), DUE, date(2027, 1, 1), NEXT, date(2027, 2, 1), date(2027, 2, 28)]
)
def test_the_late_ones_are_those_that_missed_a_day(story, finding, on):
    issue(story, sealed_with_finding(story, SEALED, "4"), date(2026, 12, 1))
    done = sealed_with_finding(story, SEALED, "6")
    cured_and_closed(story, done, date(2026, 11, 30))
    issue(story, done, date(2026, 12, 1))

    rows = followed_inspections(story.firm)

    missed = {row.pk for row in rows if list(as_followed(row).missed(on=on))}
    assert set(late(rows, on=on).values_list("pk", flat=True)) == missed


def test_another_firms_reports_are_not_there(story, finding):
    other = Story("9999")

    assert follow_ups_due(other.firm, on=DUE) == []


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pdf"])
def test_a_report_is_downloaded(story, finding, client, suffix):
    issued = issue(story, finding, date(2026, 12, 1))
    client.force_login(story.officer)

    response = client.get(f"/firms/8888/findings/follow-ups/{issued.pk}.{suffix}")

    assert response.status_code == 200
    assert finding.number and response.content[:2] in (b"PK", b"%P")
    if suffix == "docx":
        said = "\n".join(
            cell.text
            for table in Document(BytesIO(response.content)).tables
            for cell in table._cells
        )
        assert finding.number in said


def test_an_unknown_kind_of_file_is_not_there(story, finding, client):
    issued = issue(story, finding, date(2026, 12, 1))
    client.force_login(story.officer)

    assert client.get(f"/firms/8888/findings/follow-ups/{issued.pk}.exe").status_code == 404
