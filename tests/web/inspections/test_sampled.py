"""What a sample means for its paper: may it conform, what is signed, what stays."""

import pytest
from django.db import DatabaseError, transaction
from tests.web.inspections.sampled_paper import conclude, freeze, mark, plan, prepare
from tests.web.inspections.story import Story

from chahe.sampling import Tick
from chahe.web.inspections.actions import sampling
from chahe.web.inspections.digests import paper_digest, paper_inputs
from chahe.web.inspections.models import ItemMark, WorkingPaper
from chahe.web.inspections.sample_summary import sample_summary
from chahe.web.inspections.sampled import result_of, sampled
from chahe.web.inspections.work_on import work_on
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def paper(story):
    return story.plan().papers.first()


def test_a_whole_sample_without_exception_may_conform(story, paper):
    plan(story, paper)
    mark(story, paper, freeze(story, paper))
    conclude(story, paper)

    assert prepare(story, paper).state == "prepared"


def test_no_sample_begun_and_not_finished_conforms(story, paper):
    conclude(story, paper)
    plan(story, paper)
    with pytest.raises(Refused, match="還沒有凍結"):
        prepare(story, paper)
    found = freeze(story, paper)
    with pytest.raises(Refused, match="還有 50 格沒有標記"):
        prepare(story, paper)
    mark(story, paper, found)
    mark(story, paper, found, items=[found.items.last()], tick=Tick.EXCEPTION)
    with pytest.raises(Refused, match="1 筆例外"):
        prepare(story, paper)
    mark(story, paper, found, items=[found.items.last()], tick=Tick.UNDECIDED)
    with pytest.raises(Refused, match="1 筆無法確認"):
        prepare(story, paper)


@pytest.mark.parametrize("expected", [None, 61])
def test_an_incomplete_population_never_conforms(story, paper, expected):
    plan(story, paper)
    mark(story, paper, freeze(story, paper, expected=expected))
    conclude(story, paper)

    with pytest.raises(Refused, match="母體是否完整"):
        prepare(story, paper)


def test_beginning_again_needs_a_reason_and_keeps_what_was(story, paper):
    first = plan(story, paper)
    mark(story, paper, freeze(story, paper), tick=Tick.EXCEPTION)
    with pytest.raises(Refused, match="請寫明"):
        sampling.begin_again(paper=paper, by=story.officer, reason=" ")
    sampling.begin_again(paper=paper, by=story.officer, reason="母體漏了六月")

    second = plan(story, paper)

    assert (second.attempt, paper.samplings.count()) == (2, 2)
    assert second.seed != first.seed
    whole = WorkingPaper.objects.get(pk=paper.pk)
    assert ItemMark.objects.count() == 50
    told = paper_inputs(whole)["samplings"]
    assert [each.get("abandoned") for each in told] == ["母體漏了六月", None]
    assert "exception" in str(told[0]["marks"])


def test_nothing_of_a_sample_changes_once_its_paper_is_signed(story, paper):
    plan(story, paper)
    found = freeze(story, paper)
    mark(story, paper, found)
    conclude(story, paper)
    prepare(story, paper)

    for act in (
        lambda: mark(story, paper, found, tick=Tick.EXCEPTION),
        lambda: sampling.begin_again(paper=paper, by=story.officer, reason="改"),
        lambda: plan(story, paper),
    ):
        with pytest.raises(Refused, match="不能再修改"):
            act()
    story.sign_off(paper)
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemMark.objects.create(
            item=found.items.first(),
            attribute="A",
            tick="exception",
            by=story.officer,
            at=found.frozen_at,
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        paper.samplings.update(seed="ff")


def test_a_draft_whose_sample_changed_has_another_digest(story, paper):
    digests = [paper_digest(WorkingPaper.objects.get(pk=paper.pk))]
    plan(story, paper)
    digests.append(paper_digest(WorkingPaper.objects.get(pk=paper.pk)))
    found = freeze(story, paper)
    digests.append(paper_digest(WorkingPaper.objects.get(pk=paper.pk)))
    mark(story, paper, found)
    digests.append(paper_digest(WorkingPaper.objects.get(pk=paper.pk)))

    assert len(set(digests)) == 4


@pytest.mark.parametrize("marked", [0, 7, 25])
@pytest.mark.parametrize("expected", [None, 60, 61])
def test_the_papers_page_says_what_the_core_does(story, paper, marked, expected):
    plan(story, paper)
    found = freeze(story, paper, expected=expected)
    mark(story, paper, found, items=found.items.all()[:marked])
    whole = WorkingPaper.objects.select_related("inspection__firm").get(pk=paper.pk)

    summary = sample_summary(work_on(whole, user=story.officer).sampling)

    result = result_of(found)
    assert summary.sentence == result.sentence
    assert summary.completeness == result.completeness
    assert summary.sampled == sampled(found)


def test_every_step_is_journalled(story, paper):
    plan(story, paper)
    mark(story, paper, freeze(story, paper))
    sampling.begin_again(paper=paper, by=story.officer, reason="重來")

    acts = Entry.objects.filter(subject=f"paper:{paper.pk}").order_by("seq")
    assert [entry.act for entry in acts] == [
        "paper.sample_planned",
        "paper.sample_frozen",
        "paper.sample_marked",
        "paper.sample_abandoned",
    ]
