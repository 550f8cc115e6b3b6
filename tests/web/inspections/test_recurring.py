"""再犯: what is proposed when a finding is opened, and the chain it makes."""

from datetime import date

import pytest
from tests.web.inspections.remedies import become
from tests.web.inspections.story import Story
from tests.web.inspections.test_rescoping import plan_before_107

from chahe.web.demo.clock import clock_at
from chahe.web.inspections.actions import findings, papers
from chahe.web.inspections.models import Finding, WorkingPaper
from chahe.web.inspections.queries_recurrence import earlier_findings, recurrences_of
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db
MONTHS = [date(2026, month, 10) for month in range(1, 7)]


@pytest.fixture
def story():
    return Story()


def paper_of(story, on, path="7.1.b.c", subject=""):
    with clock_at(on):
        paper = story.plan("7.1", on=on).papers.get(path=path)
    if subject:
        WorkingPaper.objects.filter(pk=paper.pk).update(subject=subject)
    return WorkingPaper.objects.select_related("inspection__firm").get(pk=paper.pk)


def opened(story, paper, recurs=None):
    papers.write_paper(
        paper=paper, by=story.officer, values={"verdict": "nonconforming", "conclusion": "不符。"}
    )
    words = {name: f"{name}的內容" for name in findings.FIVE}
    return findings.open_finding(
        paper=paper, by=story.officer, severity="high", recurs=recurs, **words
    )


def test_the_months_before_are_proposed_the_latest_first(story):
    first, second = (opened(story, paper_of(story, on)) for on in MONTHS[:2])

    assert earlier_findings(paper_of(story, MONTHS[2])) == [second, first]
    assert earlier_findings(paper_of(story, MONTHS[3])) == [second]
    assert earlier_findings(paper_of(story, MONTHS[4])) == []


def test_how_far_back_can_be_set(story, settings):
    first = opened(story, paper_of(story, MONTHS[0]))
    settings.RECURRENCE_PERIODS = 4

    assert earlier_findings(paper_of(story, MONTHS[4])) == [first]


def test_another_rule_subject_or_firm_is_no_recurrence(story):
    opened(story, paper_of(story, MONTHS[0], subject="台中分公司"))
    here = paper_of(story, MONTHS[1])
    other = Story("9999")
    opened(other, paper_of(other, MONTHS[0]))

    assert earlier_findings(here) == []
    assert earlier_findings(here.inspection.papers.get(path="7.1.b.d")) == []


def test_a_withdrawn_finding_is_not_repeated(story):
    finding = opened(story, paper_of(story, MONTHS[0]))
    findings.withdraw_finding(finding=finding, by=story.officer, closing="看錯")

    assert earlier_findings(paper_of(story, MONTHS[1])) == []


def test_the_rule_is_followed_through_its_editions(story):
    before = plan_before_107(story, "3")
    old = before.papers.select_related("inspection__firm").get(path="3.2")
    finding = opened(story, old)
    after = before.period_end
    with clock_at(after):
        paper = story.plan("3", on=after).papers.select_related("inspection__firm").get(path="3.3")

    assert paper.edition != old.edition
    assert earlier_findings(paper) == [finding]


def test_what_one_may_not_see_is_not_proposed(story):
    paper = paper_of(story, MONTHS[0])
    opened(story, paper)
    become(paper.inspection, "routine")

    assert earlier_findings(paper_of(story, MONTHS[1]), story.officer) == []


def test_a_finding_says_which_it_repeats(story):
    first = opened(story, paper_of(story, MONTHS[0]))
    second = opened(story, paper_of(story, MONTHS[1]), recurs=first)
    third = opened(story, paper_of(story, MONTHS[2]), recurs=second)

    chain = recurrences_of(third, story.officer)

    assert [(link.number, link.repeats) for link in chain] == [
        (first.number, ""),
        (second.number, first.number),
        (third.number, second.number),
    ]
    assert recurrences_of(first, story.officer) == chain


def test_a_finding_alone_is_in_no_chain(story):
    assert recurrences_of(opened(story, paper_of(story, MONTHS[0])), story.officer) == []


def test_it_cannot_be_said_to_repeat_just_anything(story):
    first = opened(story, paper_of(story, MONTHS[0]))

    with pytest.raises(Refused, match="不能記為再犯"):
        opened(story, paper_of(story, MONTHS[4]), recurs=first)
    assert Finding.objects.count() == 1
