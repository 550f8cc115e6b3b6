import pytest
from django.urls import reverse
from tests.web.inspections.story import Story

from chahe.sampling import Tick
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.actions import papers, steps
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def paper(story):
    found = story.plan().papers.first()
    assert len(found.procedure) > 1
    return found


def write(story, paper, said):
    steps.write_steps(paper=paper, by=story.officer, steps=said)


def conclude(story, paper):
    attaching.attach_evidence(paper=paper, evidence=story.evidence(), by=story.officer)
    values = {"verdict": "conforming", "conclusion": "符合。"}
    papers.write_paper(paper=paper, by=story.officer, values=values)


def prepare(story, paper):
    return papers.sign_paper(paper=paper, step="prepare", by=story.officer)


def test_a_step_is_written_changed_and_taken_back(story, paper):
    write(story, paper, {0: ("看過清冊", Tick.MATCH)})
    write(story, paper, {0: ("看過清冊", Tick.MATCH)})  # says nothing new
    write(story, paper, {0: ("看過清冊與核准", Tick.MATCH), 1: ("問過", Tick.EXCEPTION)})
    write(story, paper, {1: ("", None)})

    assert [(s.position, s.done) for s in paper.steps.all()] == [(0, "看過清冊與核准")]
    assert Entry.objects.filter(act="paper.steps_written").count() == 3


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({0: ("看過", None)}, "請選擇記號"),
        ({0: (" ", Tick.MATCH)}, "請寫明做了什麼"),
        ({99: ("看過", Tick.MATCH)}, "沒有第 100 個程序"),
    ],
)
def test_half_a_step_is_refused(story, paper, said, word):
    with pytest.raises(Refused, match=word):
        write(story, paper, said)

    assert not paper.steps.exists()


@pytest.mark.parametrize("tick", [Tick.EXCEPTION, Tick.UNDECIDED])
def test_a_step_that_did_not_come_out_well_is_not_conforming(story, paper, tick):
    conclude(story, paper)
    write(story, paper, {0: ("看過", tick)})

    with pytest.raises(Refused, match="程序 1 的記號"):
        prepare(story, paper)


def test_steps_are_not_asked_of_a_self_inspection(story, paper):
    conclude(story, paper)

    assert prepare(story, paper).state == "prepared"


def test_a_cpa_writes_every_step(story, paper):
    conclude(story, paper)
    type(paper.inspection).objects.filter(pk=paper.inspection_id).update(kind="cpa")
    write(story, paper, {0: ("看過", Tick.MATCH)})

    with pytest.raises(Refused, match=f"還有 {len(paper.procedure) - 1} 個查核程序"):
        prepare(story, paper)
    write(story, paper, dict.fromkeys(range(len(paper.procedure)), ("看過", Tick.MATCH)))

    assert prepare(story, paper).state == "prepared"


def test_a_signed_papers_steps_stay(story, paper):
    conclude(story, paper)
    prepare(story, paper)

    with pytest.raises(Refused, match="不能再修改"):
        write(story, paper, {0: ("看過", Tick.MATCH)})


def test_steps_are_written_on_their_page(client, story, paper):
    client.force_login(story.officer)
    url = reverse("paper_steps", args=["8888", paper.pk])

    shown = client.get(url)
    refused = client.post(url, {"done_0": "看過清冊", "tick_0": ""})
    saved = client.post(url, {"done_0": "看過清冊", "tick_0": "match"}, follow=True)

    assert shown.text.count("<textarea") == len(paper.procedure)
    assert refused.status_code == 422 and "請選擇記號" in refused.text
    assert "看過清冊" in refused.text
    assert "✓ 相符" in saved.text and "看過清冊" in saved.text
