"""What the period before offers a draft, and what taking it over writes."""

import pytest
from django.db import DatabaseError, transaction
from tests.web.inspections.periods import (
    PATH,
    SECTION,
    covering,
    covering_before,
    last_month,
    write,
)
from tests.web.inspections.story import MECHANISM, Story

from chahe.deadlines import days_after
from chahe.sampling import Method
from chahe.web.inspections.actions import carrying, papers, planning, sampling
from chahe.web.inspections.models import CarriedOver
from chahe.web.inspections.queries_carrying import carried_attributes, offer_of
from chahe.web.journal.models import Entry
from chahe.workflow import InspectionKind, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def before(story):
    return last_month(story)


def over(story, paper, user=None):
    return offer_of(paper, user or story.officer, on=story.today)


def test_the_words_and_evidence_that_still_count_are_offered(story, before):
    year, month = covering(story), covering_before(story)
    write(story, before, evidence=[year, month], population="全部 12 條", sample="全查")
    story.seal(before)
    paper = story.plan(SECTION).papers.get(path=PATH)

    offer = over(story, paper)

    assert offer.origin == before.papers.get(path=PATH)
    assert offer.words == ("population", "sample", "conclusion")
    assert year in offer.evidence and month not in offer.evidence
    assert ("涵蓋期間不在本期", month) in [(why, each) for each, why in offer.stale]


def test_nothing_is_taken_over_by_itself(story, before):
    write(story, before, evidence=[covering(story)], population="全部 12 條")
    story.seal(before)

    paper = story.plan(SECTION).papers.get(path=PATH)

    assert (paper.population, paper.verdict, paper.proposed) == ("", "", "")
    assert not paper.attachments.exists() and not paper.carried.exists()


def test_taking_over_writes_where_it_came_from_and_never_a_verdict(story, before):
    year = covering(story)
    origin = write(story, before, evidence=[year], population="全部 12 條")
    story.seal(before)
    paper = story.plan(SECTION).papers.get(path=PATH)

    carrying.take_over(paper=paper, by=story.officer, words=["population"], evidence=[year.pk])

    paper.refresh_from_db()
    assert (paper.population, paper.conclusion) == ("全部 12 條", "")
    assert (paper.verdict, paper.proposed, paper.state) == ("", "", "draft")
    assert [each.evidence for each in paper.attachments.all()] == [year]
    carried = {each.what: (each.origin, each.detail) for each in paper.carried.all()}
    assert carried == {
        "words": (origin, {"fields": ["population"]}),
        "evidence": (origin, {"evidence": [["year.txt", year.digest]]}),
    }
    entry = Entry.objects.get(act="paper.carried_over")
    assert before.number in entry.text and entry.subject == f"paper:{paper.pk}"


def test_what_a_draft_says_already_is_not_overwritten(story, before):
    write(story, before, population="全部 12 條")
    story.seal(before)
    paper = story.plan(SECTION).papers.get(path=PATH)
    papers.write_paper(paper=paper, by=story.officer, values={"population": "全部 9 條"})

    with pytest.raises(Refused, match="不能沿用"):
        carrying.take_over(paper=paper, by=story.officer, words=["population"])

    paper.refresh_from_db()
    assert paper.population == "全部 9 條"


def test_evidence_that_no_longer_counts_is_refused(story, before):
    month = covering_before(story)
    write(story, before, evidence=[month])
    story.seal(before)
    paper = story.plan(SECTION).papers.get(path=PATH)

    with pytest.raises(Refused, match="不能沿用"):
        carrying.take_over(paper=paper, by=story.officer, evidence=[month.pk])

    assert not paper.attachments.exists() and not paper.carried.exists()


def test_taking_over_nothing_is_refused(story, before):
    write(story, before)
    story.seal(before)
    paper = story.plan(SECTION).papers.get(path=PATH)

    with pytest.raises(Refused, match="請勾選"):
        carrying.take_over(paper=paper, by=story.officer)


def test_a_signed_paper_takes_nothing_over(story, before):
    write(story, before, population="全部 12 條")
    story.seal(before)
    paper = story.conform(story.plan(SECTION).papers.get(path=PATH))

    with pytest.raises(Refused, match="不能再修改"):
        carrying.take_over(paper=paper, by=story.officer, words=["population"])


def test_what_was_taken_over_is_never_changed(story, before):
    write(story, before, population="全部 12 條")
    story.seal(before)
    paper = story.plan(SECTION).papers.get(path=PATH)
    carrying.take_over(paper=paper, by=story.officer, words=["population"])

    with pytest.raises(DatabaseError), transaction.atomic():
        CarriedOver.objects.all().delete()


def test_what_the_sample_tested_is_kept_for_the_next_plan(story, before):
    origin = before.papers.get(path=PATH)
    sampling.plan_sample(
        paper=origin,
        by=story.officer,
        method=Method.RANDOM,
        size=5,
        attributes=["經核准", "有期限"],
    )
    seal_whatever_the_sample(story, before)
    paper = story.plan(SECTION).papers.get(path=PATH)
    assert over(story, paper).attributes == ("經核准", "有期限")

    carrying.take_over(paper=paper, by=story.officer, attributes=True)

    assert carried_attributes(paper) == ["經核准", "有期限"]
    assert not paper.samplings.exists()


def seal_whatever_the_sample(story, inspection):
    """Seal although a sample is only planned: its paper says that evidence is lacking."""
    paper = inspection.papers.get(path=PATH)
    papers.write_paper(
        paper=paper,
        by=story.officer,
        values={"verdict": "insufficient", "conclusion": "抽樣未完成"},
    )
    papers.sign_paper(paper=paper, step="prepare", by=story.officer)
    story.seal(inspection)


def test_an_inspection_that_is_not_sealed_offers_nothing(story, before):
    write(story, before, population="全部 12 條")

    offer = over(story, story.plan(SECTION).papers.get(path=PATH))

    assert offer.origin is None and offer.is_empty


def test_without_a_paper_before_taking_over_is_refused(story):
    paper = story.plan(SECTION).papers.get(path=PATH)

    with pytest.raises(Refused, match="沒有前期"):
        carrying.take_over(paper=paper, by=story.officer, words=["population"])


def test_another_kind_of_inspection_offers_nothing(story, before):
    write(story, before, population="全部 12 條")
    story.seal(before)
    audit = planning.plan_inspection(
        firm=story.firm,
        section=f"{MECHANISM}#{SECTION}",
        on=story.today,
        by=story.auditor,
        kind=InspectionKind.INTERNAL_AUDIT,
    )

    assert over(story, audit.papers.get(path=PATH), story.auditor).origin is None


def test_another_firms_paper_offers_nothing(story, before):
    write(story, before, population="全部 12 條")
    story.seal(before)
    other = Story("9999")

    assert over(other, other.plan(SECTION).papers.get(path=PATH)).origin is None


def test_a_later_period_is_not_before(story):
    next_month = days_after(story.today.replace(day=1), 32)
    later = story.plan(SECTION, on=next_month)
    write(story, later, population="全部 12 條")

    assert over(story, story.plan(SECTION).papers.get(path=PATH)).origin is None


def test_the_newest_of_the_same_cadence_is_offered(story, before):
    first = story.today.replace(day=1)
    older = story.plan(SECTION, on=days_after(days_after(first, -1).replace(day=1), -1))
    for inspection in (older, before):
        write(story, inspection, population=inspection.period_label)
        story.seal(inspection)

    offer = over(story, story.plan(SECTION).papers.get(path=PATH))

    assert offer.origin.inspection == before


def test_a_paper_of_the_edition_before_is_offered_to_its_rule_of_today(story):
    from datetime import date

    older = story.plan("3", on=date(2018, 11, 5))
    paper = older.papers.get(path="3.2")
    papers.write_paper(paper=paper, by=story.officer, values={"population": "舊版"})
    story.seal(older)
    new = story.plan("3")

    offers = {p.path: over(story, p) for p in new.papers.all()}

    assert offers["3.3"].origin == paper
    assert offers["3.1"].origin is None  # which is new


def test_open_findings_of_the_rule_are_shown(story, before):
    finding = story.find(before.papers.get(path=PATH))
    papers.sign_paper(paper=finding.paper, step="prepare", by=story.officer)
    story.seal(before)
    new = story.plan(SECTION)

    assert over(story, new.papers.get(path=PATH)).findings == (finding,)
    assert over(story, new.papers.exclude(path=PATH).first()).findings == ()


def test_evidence_is_taken_over_for_several_papers_or_none(story, before):
    year, month = covering(story), covering_before(story)
    paths = [PATH, before.papers.exclude(path=PATH).first().path]
    write(story, before, paths[0], evidence=[year])
    write(story, before, paths[1], evidence=[year, month])
    story.seal(before)
    new = story.plan(SECTION)
    first, second = (new.papers.get(path=path).pk for path in paths)

    with pytest.raises(Refused):
        carrying.take_over_evidence(
            inspection=new, chosen={first: [year.pk], second: [month.pk]}, by=story.officer
        )
    assert not CarriedOver.objects.exists()
    taken = carrying.take_over_evidence(
        inspection=new, chosen={first: [year.pk], second: [year.pk]}, by=story.officer
    )

    assert taken == 2
    assert set(year.attachments.filter(paper__inspection=new).values_list("paper", flat=True)) == {
        first,
        second,
    }
