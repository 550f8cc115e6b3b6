"""The page of a paper: all of it in twelve queries, however much there is."""

import pytest
from django.urls import reverse
from tests.web.inspections.sampled_paper import KEYS, freeze, mark, plan
from tests.web.inspections.story import Story

from chahe.sampling import Tick
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.actions import notes, papers, references, sampling, steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


def fill(story, paper, other, count):
    """Put so many of everything a paper can hold on it."""
    by = story.officer
    for n in range(count):
        evidence = story.evidence(f"{n}\n".encode())
        attaching.attach_evidence(paper=paper, evidence=evidence, by=by)
        references.add_reference(paper=paper, to=evidence, by=by, why=f"第 {n} 份")
        references.add_reference(paper=other, to=paper, by=by, why=f"回指 {n}")
        plan(story, paper, size=13)
        mark(story, paper, freeze(story, paper, KEYS[: 30 + n]))
        if n < count - 1:
            sampling.begin_again(paper=paper, by=by, reason="重來")
    done = dict.fromkeys(range(min(count, len(paper.procedure))), ("看過", Tick.MATCH))
    steps.write_steps(paper=paper, by=by, steps=done)
    values = {"verdict": "conforming", "conclusion": "符合。"}
    papers.write_paper(paper=paper, by=by, values=values)
    papers.sign_paper(paper=paper, step="prepare", by=by)
    for n in range(count):
        notes.raise_note(paper=paper, by=story.auditor, text=f"意見 {n}")
    papers.return_paper(paper=paper, by=story.auditor, comment="補正")


@pytest.mark.parametrize("count", [1, 3])
def test_a_full_paper_in_a_fixed_number_of_queries(client, story, django_assert_num_queries, count):
    paper, other = story.plan().papers.all()[:2]
    fill(story, paper, other, count)
    client.force_login(story.officer)
    url = reverse("paper", args=["8888", paper.pk])
    client.get(url)

    with django_assert_num_queries(12):
        page = client.get(url).text

    assert page.count("意見 ") == page.count("回指 ") == count
    assert page.count("/references/") == count + 1  # remove each; add another
    assert f"母體 {29 + count} 筆，隨機抽查 13 筆" in page


def test_what_another_auditor_lacks_is_said(client, story):
    paper = story.plan().papers.first()
    client.force_login(story.officer)
    url = reverse("paper", args=["8888", paper.pk])

    bare = client.get(url).text
    fill(story, paper, story.plan("4").papers.first(), 1)
    all_steps = dict.fromkeys(range(len(paper.procedure)), ("看過", Tick.MATCH))
    steps.write_steps(paper=paper, by=story.officer, steps=all_steps)
    whole = client.get(url).text

    assert "還缺：" in bare and "母體：沒有寫" in bare
    assert "都有了" in whole and "還缺：" not in whole
