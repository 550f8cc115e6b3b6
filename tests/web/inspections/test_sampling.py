"""抽樣 on a paper: plan, population, draw, marks."""

import pytest
from tests.web.inspections.sampled_paper import KEYS, ROSTER, freeze, mark, plan
from tests.web.inspections.story import Story

from chahe.sampling import Method, Tick, draw
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.actions import freezing, marking
from chahe.web.inspections.models import ItemMark, SampleItem
from chahe.web.inspections.sampled import plan_of, result_of
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def paper(story):
    return story.plan().papers.first()


def test_the_plan_comes_first_and_the_draw_is_the_cores(story, paper):
    with pytest.raises(Refused, match="先訂抽樣計畫"):
        freeze(story, paper)
    planned = plan(story, paper)

    found = freeze(story, paper)

    assert len(planned.seed) == 32
    assert [item.key for item in found.items.all()] == list(draw(KEYS, plan=plan_of(planned)))
    assert found.frozen_at >= found.planned_at and len(found.digest) == 64
    assert not result_of(found).problems


def test_two_plans_have_two_seeds(story):
    one, other = (plan(story, paper) for paper in story.plan("6").papers.all()[:2])

    assert one.seed != other.seed


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"size": None}, "要填樣本數"),
        ({"method": Method.ATTRIBUTE, "size": None}, "可容忍偏差率"),
        ({"method": Method.JUDGEMENTAL}, "寫明理由"),
        ({"attributes": [" "]}, "測試的屬性"),
        ({"attributes": ["甲"] * 13}, "最多 12 項"),
    ],
)
def test_a_plan_that_cannot_be_followed_is_refused(story, paper, said, word):
    with pytest.raises(Refused, match=word):
        plan(story, paper, **said)

    assert not paper.samplings.exists()


@pytest.mark.parametrize(
    ("keys", "said", "word"),
    [
        ([], {}, "沒有任何項目"),
        ([*KEYS, "CHG-001"], {}, "不只一次"),
        (KEYS[:20], {}, "多於母體"),
        (["長" * 201, *KEYS], {}, "太長"),
        (KEYS, {"source": " "}, "從哪裡來"),
        (KEYS, {"expected_source": ""}, "依據"),
    ],
)
def test_a_population_that_cannot_be_drawn_from_is_refused(story, paper, keys, said, word):
    plan(story, paper)

    with pytest.raises(Refused, match=word):
        freeze(story, paper, keys, **said)

    assert not SampleItem.objects.exists()


def test_twelve_or_fewer_are_all_taken_whatever_the_plan(story, paper):
    plan(story, paper, size=2)

    assert freeze(story, paper, KEYS[:12]).items.count() == 12


def test_a_plan_and_a_population_are_fixed_once(story, paper):
    plan(story, paper)
    with pytest.raises(Refused, match="已經有抽樣計畫"):
        plan(story, paper)
    freeze(story, paper)
    with pytest.raises(Refused, match="已經凍結"):
        freeze(story, paper)


def test_a_population_is_read_from_the_papers_evidence_with_its_rows(story, paper):
    plan(story, paper, size=13)
    roster = story.evidence(ROSTER.encode(), kind="audit_report", name="名冊.csv")
    said = {"paper": paper, "by": story.officer, "evidence": roster}
    with pytest.raises(Refused, match="先附上"):
        freezing.freeze_evidence(columns=["employee_id"], **said)
    attaching.attach_evidence(paper=paper, evidence=roster, by=story.officer)
    with pytest.raises(Refused, match="編號欄位"):
        freezing.freeze_evidence(columns=["password"], **said)

    found = freezing.freeze_evidence(columns=["employee_id"], **said)

    assert (len(found.keys), found.items.count(), found.evidence) == (30, 13, roster)
    assert found.items.first().row["employee_id"] == found.items.first().key
    assert "編號欄位 employee_id" in found.source


def test_what_no_reader_knows_is_refused(story, paper):
    plan(story, paper)
    unknown = story.evidence(b"\x00\x01", name="x.bin")
    attaching.attach_evidence(paper=paper, evidence=unknown, by=story.officer)

    with pytest.raises(Refused, match="讀不出來"):
        freezing.freeze_evidence(
            paper=paper, by=story.officer, evidence=unknown, columns=["account"]
        )


def test_stale_evidence_is_no_population(story, paper):
    plan(story, paper)
    old = story.evidence(ROSTER.encode(), collected_on=story.today.replace(year=2020))
    attaching.attach_evidence(paper=paper, evidence=old, by=story.officer)

    with pytest.raises(Refused, match="不能當作母體"):
        freezing.freeze_evidence(
            paper=paper, by=story.officer, evidence=old, columns=["employee_id"]
        )


def test_items_by_judgement_are_chosen_once_after_the_freeze(story, paper):
    plan(story, paper, method=Method.JUDGEMENTAL, size=2, reason="金額最大")
    said = {"paper": paper, "by": story.officer}
    with pytest.raises(Refused, match="凍結之後"):
        freezing.choose_items(keys=KEYS[:2], **said)
    freeze(story, paper)
    with pytest.raises(Refused, match="還少 1 筆"):
        freezing.choose_items(keys=KEYS[:1], **said)

    found = freezing.choose_items(keys=["CHG-009", "CHG-002"], **said)

    assert [item.key for item in found.items.all()] == ["CHG-002", "CHG-009"]
    mark(story, paper, found)
    assert "依判斷選查 2 筆" in result_of(found).sentence
    with pytest.raises(Refused, match="已經定了"):
        freezing.choose_items(keys=KEYS[:2], **said)


def test_a_mark_is_followed_never_changed(story, paper):
    plan(story, paper)
    found = freeze(story, paper)
    first = [found.items.first()]

    assert mark(story, paper, found, items=first) == 2
    assert mark(story, paper, found, items=first) == 0
    assert mark(story, paper, found, items=first, tick=Tick.EXCEPTION, note="沒有核准") == 2

    assert ItemMark.objects.filter(item=first[0]).count() == 4
    assert result_of(found).items.exceptions == 1


def test_marks_of_another_paper_are_refused(story, paper):
    other = story.plan("6").papers.first()
    plan(story, paper), plan(story, other)
    freeze(story, paper)
    found = freeze(story, other)

    with pytest.raises(Refused, match="不在這份樣本"):
        mark(story, paper, found)
    with pytest.raises(Refused, match="不在這份樣本"):
        item = paper.samplings.get().items.first()
        marked = [marking.Marked(item.pk, {"Z": Tick.MATCH})]
        marking.mark_items(paper=paper, by=story.officer, marked=marked)

    assert not ItemMark.objects.exists()
