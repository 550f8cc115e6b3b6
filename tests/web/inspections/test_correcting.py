"""A correction starts from all that was sealed, and leaves that alone."""

import pytest
from tests.web.inspections import sampled_paper
from tests.web.inspections.story import Story

from chahe.sampling import Tick
from chahe.web.inspections.actions import correcting, papers, references, sealing, steps
from chahe.web.inspections.digests import paper_digest, paper_inputs
from chahe.web.inspections.models import ItemMark, WorkingPaper

pytestmark = pytest.mark.django_db
WORK = ("samplings", "steps")


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def sealed(story):
    """Sealed: the first paper has a sample, steps and references, the second what is usual."""
    first, second = story.plan().papers.select_related("inspection__firm")
    sampled_paper.plan(story, first)
    found = sampled_paper.freeze(story, first)
    sampled_paper.mark(story, first, found, tick=Tick.UNDECIDED)
    sampled_paper.mark(story, first, found)
    steps.write_steps(paper=first, by=story.officer, steps={0: ("取得清單並核對", Tick.MATCH)})
    references.add_reference(paper=first, to=second, by=story.officer, why="同一份佐證")
    report = story.evidence(b"elsewhere\n")
    references.add_reference(paper=first, to=report, by=story.officer, why="附錄")
    sampled_paper.conclude(story, first)
    sampled_paper.prepare(story, first)
    story.conform(second)
    for paper in (first, second):
        story.sign_off(paper)
    return sealing.seal_inspection(inspection=first.inspection, by=story.ciso)


def correct(story, sealed):
    newer = correcting.correct_inspection(inspection=sealed, by=story.ciso, reason="結論寫錯")
    return list(newer.papers.select_related("inspection__firm"))


def test_it_has_the_samples_and_the_steps(story, sealed):
    old = sealed.papers.first()
    before = paper_inputs(old)

    first, _ = correct(story, sealed)

    assert [paper_inputs(first)[name] for name in WORK] == [before[name] for name in WORK]
    assert all(paper_inputs(first)[name] for name in WORK)
    assert ItemMark.objects.filter(item__sampling__paper=first).count() == 2 * marks_that_count(old)
    assert sampled_paper.prepare(story, first).state == "prepared"


def marks_that_count(paper):
    return sum(len(marks) for marks in paper_inputs(paper)["samplings"][0]["marks"].values())


def test_what_pointed_within_it_points_within_the_new_version(story, sealed):
    first, second = correct(story, sealed)

    to = [(each.to_paper, each.to_evidence is not None) for each in first.references.all()]

    assert to == [(second, False), (None, True)]


def test_the_old_version_stays_as_it_was_signed(story, sealed):
    correct(story, sealed)

    for paper in WorkingPaper.objects.filter(inspection=sealed).select_related("inspection__firm"):
        assert paper_digest(paper) == paper.digest


def test_its_sample_can_be_begun_again(story, sealed):
    first, _ = correct(story, sealed)

    from chahe.web.inspections.actions.sampling import begin_again

    begin_again(paper=first, by=story.officer, reason="母體少一台")
    sampled_paper.plan(story, first)

    assert [each.attempt for each in first.samplings.order_by("attempt")] == [1, 2]
    assert papers.lock_draft(first).state == "draft"
