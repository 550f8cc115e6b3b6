"""扣分 by schemes people enter; an example never counts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from tests.web.inspections.remedies import become, cured_and_closed
from tests.web.inspections.story import Story

from chahe.web.inspections.actions import deductions, findings
from chahe.web.inspections.finding_record import deduction_words
from chahe.web.inspections.models import DeductionScheme, Finding, Inspection
from chahe.web.inspections.queries_deductions import points_of, scheme_for, scheme_on
from chahe.web.journal.models import Entry
from chahe.workflow import Refused
from chahe.workflow.deduction import Entry as Row

pytestmark = pytest.mark.django_db
ROWS = (Row("A1", "權限未清查", Decimal("2.5")), Row("A2", "密碼", Decimal("25.0")))


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def finding(story):
    return story.find(story.plan().papers.first())


def entered(story, since=date(2020, 1, 1), entries=ROWS, **said):
    return deductions.enter_scheme(
        **{
            "by": story.ciso,
            "name": "扣分標準",
            "since": since,
            "source": "某函",
            "entries": entries,
            "limits_source": "FL040455",
            **said,
        }
    )


def deduct(story, finding, key="A1"):
    return deductions.deduct(finding=finding, by=story.auditor, key=key)


def points(story):
    return points_of(story.firm, story.officer, on=story.today)


def test_points_are_copied_with_the_scheme_that_says_so(story, finding):
    scheme = entered(story)

    deduct(story, finding)

    now = Finding.objects.get(pk=finding.pk)
    assert (now.deduction, now.deducted_as, now.scheme) == (Decimal("2.5"), "A1 權限未清查", scheme)
    assert deduction_words(now) == "2.5 分（A1 權限未清查，依「扣分標準」）"
    assert Entry.objects.get(act="finding.deducted").subject == f"finding:{finding.pk}"


def test_points_can_be_changed_and_taken_away_until_it_ends(story, finding):
    entered(story)
    deduct(story, finding)
    deduct(story, finding, "A2")
    assert Finding.objects.get(pk=finding.pk).deduction == Decimal("25.0")

    deduct(story, finding, "")

    now = Finding.objects.get(pk=finding.pk)
    assert (now.deduction, now.deducted_as, now.scheme) == (None, "", None)
    closed = cured_and_closed(story, finding, story.today)
    with pytest.raises(Refused, match="不能再變更扣分"):
        deduct(story, closed)


def test_the_scheme_of_the_day_it_was_opened_holds_not_a_later_one(story, finding):
    first = entered(story)
    entered(story, since=story.today + timedelta(days=1), name="新標準")

    assert scheme_for(finding) == first
    assert scheme_on(story.today + timedelta(days=1)).name == "新標準"


def test_a_version_of_the_same_day_that_was_entered_later_holds(story):
    entered(story)
    corrected = entered(story, name="更正")

    assert scheme_on(story.today) == corrected


def test_without_a_scheme_nothing_is_deducted(story, finding):
    entered(story, since=story.today + timedelta(days=1))

    with pytest.raises(Refused, match="沒有施行中的扣分標準"):
        deduct(story, finding)


def test_an_entry_the_scheme_does_not_have_is_refused(story, finding):
    entered(story)

    with pytest.raises(Refused, match="沒有這一項"):
        deduct(story, finding, "Z9")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"entries": ()}, "至少填一項"),
        ({"name": " "}, "名稱"),
        ({"source": ""}, "來源"),
        ({"limits_source": ""}, "門檻的來源"),
    ],
)
def test_a_scheme_says_where_it_is_from(story, said, why):
    with pytest.raises(Refused, match=why):
        entered(story, **said)
    assert not DeductionScheme.objects.exists()


def test_a_scheme_is_never_changed(story):
    entered(story)

    with pytest.raises(DatabaseError), transaction.atomic():
        DeductionScheme.objects.update(single_limit=30)
    with pytest.raises(DatabaseError), transaction.atomic():
        DeductionScheme.objects.all().delete()


def test_none_is_shipped_and_the_example_is_marked_and_entered_once(story, finding):
    assert not DeductionScheme.objects.exists()

    example = deductions.enter_example(by=story.ciso)

    assert example.is_example and "範例" in str(example)
    with pytest.raises(Refused, match="已經填入"):
        deductions.enter_example(by=story.ciso)
    deduct(story, finding, "例1")
    assert "僅為範例，不計分" in deduction_words(Finding.objects.get(pk=finding.pk))


def test_an_example_gives_way_to_a_scheme_that_is_in_force(story):
    official = entered(story)
    deductions.enter_example(by=story.ciso)

    assert scheme_on(story.today) == official


def test_points_are_not_shown_where_no_scheme_was_applied(story, finding):
    entered(story)

    assert points(story) is None


def test_one_check_is_held_against_its_limit(story, finding):
    entered(story)
    deduct(story, finding, "A1")
    assert [each.reaches for each in points(story).inspections] == [False]

    deduct(story, finding, "A2")

    (scored,) = points(story).inspections
    assert scored.reaches and scored.inspection == finding.paper.inspection


def test_an_examples_points_never_count(story, finding):
    deductions.enter_example(by=story.ciso)
    deduct(story, finding, "例4")

    (scored,) = points(story).inspections
    assert (scored.checked.official, scored.checked.example) == (0, Decimal("8.0"))
    assert not scored.reaches


def routine(story, section, keys):
    """Return a sealed 例查 whose papers have findings with points; "" is one without."""
    inspection = story.plan(section)
    for paper, key in zip(inspection.papers.all(), keys, strict=False):
        finding = story.find(paper)
        if key:
            deduct(story, finding, key)
    become(inspection, "routine")
    Inspection.objects.filter(pk=inspection.pk).update(
        state="sealed", sealed_by=story.ciso, sealed_at=finding.opened_at, digest="0" * 64
    )
    return inspection


def test_the_average_is_of_routine_inspections_of_the_last_year(story):
    entered(story)
    routine(story, "11", ["A2"])
    routine(story, "4", ["A1", "A1"])
    routine(story, "6", ["A1", ""])
    deduct(story, story.find(story.plan("8").papers.first()), "A2")

    found = points(story)

    assert (found.average.count, found.average.left_out) == (2, 1)
    assert found.average.score == Decimal("85.0") and not found.falls_short
    assert len(found.inspections) == 4


def test_last_years_inspections_do_not_count_for_ever(story):
    entered(story)
    routine(story, "11", ["A2"])

    later = points_of(story.firm, story.officer, on=story.today + timedelta(days=400))

    assert later.average.count == 0 and later.inspections == ()


def test_another_firms_points_are_not_counted(story, finding):
    entered(story)
    deduct(story, finding)
    other = Story("9999")

    assert points_of(other.firm, other.officer, on=other.today) is None


def test_a_withdrawn_finding_costs_nothing(story, finding):
    entered(story)
    deduct(story, finding)
    findings.withdraw_finding(finding=finding, by=story.officer, closing="看錯")

    assert points(story).inspections == ()
