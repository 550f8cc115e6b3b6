import pytest
from tests.web.inspections.story import Story

from chahe.sampling import Method, Tick
from chahe.web.inspections.actions import freezing, marking, references, sampling, steps
from chahe.web.inspections.models import WorkingPaper
from chahe.web.inspections.work_on import work_on

pytestmark = pytest.mark.django_db


def test_all_is_read_in_one_query(django_assert_num_queries):
    story = Story()
    paper, other = story.plan().papers.all()[:2]
    references.add_reference(paper=paper, to=other, by=story.officer, why="同一份", where="母體")
    references.add_reference(paper=other, to=paper, by=story.officer, why="回指")
    steps.write_steps(paper=paper, by=story.officer, steps={0: ("看過", Tick.MATCH)})
    said = {"method": Method.RANDOM, "size": 13, "attributes": ["有核准"]}
    sampling.plan_sample(paper=paper, by=story.officer, **said)
    keys = [f"A{n:02}" for n in range(30)]
    drawn = freezing.freeze_listed(paper=paper, by=story.officer, keys=keys, source="清冊")
    first = drawn.items.first()
    ticks = marking.Marked(first.pk, {"A": Tick.MATCH})
    marking.mark_items(paper=paper, by=story.officer, marked=[ticks])
    story.find(paper)
    paper = WorkingPaper.objects.select_related("inspection__firm").get(pk=paper.pk)

    with django_assert_num_queries(2):  # the user's roles, and everything
        found = work_on(paper, user=story.auditor)

    assert found.sampling["population"] == 30 and found.sampling["drawn"] == 13
    assert found.sampling["attributes"] == [["A", "有核准"]]
    assert found.sampling["planned_at"] == drawn.planned_at
    assert [step["who"] for step in found.steps] == [story.officer.name]
    assert [each["paper_ref"] for each in found.references] == [other.ref]
    assert [each["paper_id"] for each in found.referred_from] == [other.pk]
    assert [each["label"] for each in found.findings] == ["待改善計畫"]
