"""One piece of evidence answers every open paper that asks the same, and no other."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.web.inspections.story import MECHANISM, Story

from chahe.rulebook.crosswalk import Kind
from chahe.web.crosswalk.actions import Decision, decide_relation
from chahe.web.inspections.actions import requests as asking
from chahe.web.inspections.models import WorkingPaper
from chahe.web.journal.models import Entry

pytestmark = pytest.mark.django_db
KIND = "asset_inventory"
RULES = ("4.1", "1.1")  # of two sections that both expect an inventory


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def asked(story):
    """A request for the inventory of 4.1, while 1.1 is being inspected too."""
    inspection, story.other = story.plan("4"), story.plan("1")
    return asking.ask_for_evidence(
        inspection=inspection, kind=KIND, asked_of=story.owner, due_on=story.today, by=story.officer
    )


def equal(story, *, edition="2018-11-30", kind=Kind.EQUAL):
    start, end = (f"{MECHANISM}@{edition}#{path}" for path in RULES)
    decide_relation(start=start, end=end, decision=Decision.CONFIRMED, kind=kind, by=story.ciso)


def answer(story, asked, **said):
    evidence = story.evidence(b"a,b\n", kind=KIND, name="assets.csv", **said)
    asking.answer_request(request=asked, evidence=evidence, by=story.owner)
    return set(
        WorkingPaper.objects.filter(attachments__evidence=evidence).values_list("path", flat=True)
    )


def test_a_paper_elsewhere_that_asks_the_same_is_served_and_journalled(story, asked):
    equal(story)

    served = answer(story, asked)

    assert set(RULES) <= served
    entry = Entry.objects.get(act="request.answered")
    assert f"{story.other.number} 1(1)" in entry.text
    attached = Entry.objects.filter(act="paper.evidence_attached")
    assert attached.count() == len(served)


def test_rules_that_are_not_equal_are_left_alone(story, asked):
    equal(story, kind=Kind.NARROWER)

    assert "1.1" not in answer(story, asked)


def test_without_a_relation_only_the_inspection_is_served(story, asked):
    own = {p.path for p in asked.inspection.papers.all() if KIND in p.evidence_kinds}

    assert answer(story, asked) == own


def test_a_signed_paper_is_left_alone(story, asked):
    equal(story)
    story.conform(story.other.papers.get(path="1.1"))

    assert "1.1" not in answer(story, asked)


def test_evidence_that_does_not_count_there_is_not_attached_there(story, asked):
    equal(story)

    old = story.today - timedelta(days=800)
    assert "1.1" not in answer(story, asked, collected_on=old)


def test_a_paper_that_expects_another_kind_is_left_alone(story, asked):
    equal(story)
    paper = story.other.papers.get(path="1.1")
    paper.evidence_kinds = ["screenshot"]
    paper.save()

    assert "1.1" not in answer(story, asked)


def test_another_firms_paper_is_left_alone(story, asked):
    equal(story)
    theirs = Story("9999").plan("1")

    answer(story, asked)

    assert not theirs.papers.filter(attachments__isnull=False).exists()


def test_a_sealed_inspection_is_left_alone(story, asked):
    equal(story)
    story.seal(story.other)

    assert "1.1" not in answer(story, asked)


@pytest.mark.parametrize("count", [1, 3])
def test_the_request_page_lists_what_it_serves_in_a_fixed_number_of_queries(
    client, story, asked, django_assert_num_queries, count
):
    papers = list(story.other.papers.all()[:count])
    for paper in papers:
        paper.evidence_kinds = [KIND]
        paper.save()
        decide_relation(
            start=asked.inspection.papers.get(path="4.1").citation,
            end=paper.citation,
            decision=Decision.CONFIRMED,
            kind=Kind.EQUAL,
            by=story.ciso,
        )
    client.force_login(story.owner)
    url = reverse("request", args=["8888", asked.pk])
    client.get(url)

    with django_assert_num_queries(12):
        page = client.get(url).text

    assert page.count("問的是同一件事") == count


def test_the_page_of_an_answered_request_lists_what_it_served(client, story, asked):
    equal(story)
    served = answer(story, asked)
    client.force_login(story.owner)

    page = client.get(reverse("request", args=["8888", asked.pk])).text

    assert "附有這些佐證的底稿" in page
    assert page.count("/papers/") == len(served)
