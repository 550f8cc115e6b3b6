"""Two people at the same instant, on PostgreSQL: one wins, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from tests.factories import make_user
from tests.web.inspections.sampled_paper import freeze, plan
from tests.web.inspections.story import Story

from chahe.web.accounts.roles import Role
from chahe.web.inspections.actions import papers
from chahe.web.inspections.models import Signature
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def paper(story):
    return story.conform(story.plan().papers.first())


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts in threads that start together; return what each returned, or why it was refused."""
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait(timeout=10)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def signing(paper, step, by):
    return lambda: papers.sign_paper(paper=paper, step=step, by=by, seen=paper.digest)


def told(outcomes):
    return [str(each) for each in outcomes if isinstance(each, Refused)]


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_who_review_one_does(story, paper, attempt):
    other = make_user(Role.INTERNAL_AUDITOR, story.firm, "second-auditor", enrolled=True)

    outcomes = at_once(signing(paper, "review", story.auditor), signing(paper, "review", other))

    (said,) = told(outcomes)
    assert "目前狀態是「待核定」，不能「覆核」" in said
    assert Signature.objects.filter(paper=paper, step="review").count() == 1
    assert Entry.objects.filter(act="paper.reviewed").count() == 1


def test_of_one_who_approves_and_one_who_returns_one_does(story, paper):
    papers.sign_paper(paper=paper, step="review", by=story.auditor)

    outcomes = at_once(
        signing(paper, "approve", story.ciso),
        lambda: papers.return_paper(paper=paper, by=story.auditor, comment="再看"),
    )

    assert len(told(outcomes)) == 1
    paper.refresh_from_db()
    assert paper.state in ("approved", "draft")


def test_a_person_who_signs_two_steps_at_once_signs_one(story, paper):
    outcomes = at_once(signing(paper, "review", story.ciso), signing(paper, "approve", story.ciso))

    assert len(told(outcomes)) == 1
    assert Signature.objects.filter(paper=paper, signer=story.ciso).count() == 1


def test_of_two_who_freeze_a_population_one_does(story):
    draft = story.plan("4").papers.first()
    plan(story, draft)

    outcomes = at_once(*[lambda: freeze(story, draft)] * 2)

    assert told(outcomes) == ["母體已經凍結；母體有誤時請「重新抽樣」，並寫明理由。"]
    assert draft.samplings.get().items.count() == 25
