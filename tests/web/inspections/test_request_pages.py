"""Pages of requests: the list, and the answer."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.web.inspections.asked import KIND, again, ask, page, selected
from tests.web.inspections.story import Story

from chahe.web.inspections.actions import requests as asking
from chahe.web.inspections.models import Request

pytestmark = pytest.mark.django_db
MOST = 12  # queries a page may ask


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def request_of(story):
    """Return a function that asks the owner, for an inspection or this period's 符合性."""
    return lambda inspection=None, **said: ask(story, inspection or story.plan(), **said)


@pytest.fixture
def routine(story):
    return selected(story)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_in_a_fixed_number_of_queries(
    client, story, request_of, django_assert_max_num_queries, count
):
    for section in ("11", "4", "6")[:count]:
        inspection = story.plan(section)
        request_of(inspection, kind=inspection.papers.first().evidence_kinds[0])
    page(client, story.owner, "requests")

    with django_assert_max_num_queries(MOST) as asked:
        text = again(client, "requests").text

    assert text.count("/requests/") - text.count("/requests/?") >= count
    assert text.count("等待回覆</") >= count
    assert len(asked) == 12


def test_the_list_says_what_for_which_rules_by_when_from_whom_and_why(client, story, request_of):
    request_of(note="請匯出全年")
    paper = next(p for p in story.firm.inspections.get().papers.all() if KIND in p.evidence_kinds)

    text = page(client, story.owner, "requests").text

    for said in (paper.ref, paper.title, "請匯出全年", str(story.officer), "今天到期"):
        assert said in text


def test_the_list_filters_by_state_day_and_kind(client, story, request_of, routine):
    late = request_of(due_on=story.today - timedelta(days=3))
    theirs = request_of(routine, by=story.supervisor, due_on=story.today + timedelta(days=60))
    done = request_of(story.plan("4"), kind="screenshot")
    asking.answer_no_occurrence(request=done, reason="本期沒有", by=story.owner)

    def listed(**query):
        text = page(client, story.owner, "requests", **query).text
        return {each for each in (late, theirs, done) if f"/requests/{each.pk}/" in text}

    assert listed() == {late, theirs}
    assert listed(due="late") == {late}
    assert listed(due="soon") == set()
    assert listed(due="later") == {theirs}
    assert listed(kind="selected") == {theirs}
    assert listed(state="none") == {done}
    assert listed(state="files") == set()
    assert listed(state="") == {late, theirs, done}
    assert listed(evidence="screenshot", state="") == {done}
    assert listed(whose="others") == set()


def test_who_may_ask_lists_those_of_others_too(client, story, request_of):
    asked = request_of()

    assert f"/requests/{asked.pk}/" not in page(client, story.officer, "requests").text
    assert f"/requests/{asked.pk}/" in page(client, story.officer, "requests", whose="others").text


def test_the_empty_list_says_what_to_do_next(client, story):
    assert "沒有等您回覆的佐證請求" in page(client, story.owner, "requests").text


def test_the_list_exports(client, story, request_of, routine):
    request_of(note="請匯出全年")
    request_of(routine, by=story.supervisor)

    answer = page(client, story.owner, "requests", export="csv")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:3] == ["要什麼", "用在哪些條款", "查核"]
    assert len(rows) == 3
    assert "請匯出全年" in text and "客訴某甲" not in text


def test_who_answers_an_inspection_they_may_not_see_sees_nothing_of_it(
    client, story, request_of, routine
):
    asked = request_of(routine, by=story.supervisor)

    for text in (
        page(client, story.owner, "request", asked.pk).text,
        page(client, story.owner, "requests").text,
    ):
        assert "客訴某甲" not in text
        assert "/papers/" not in text and f"/inspections/{routine.pk}/" not in text
        assert "選案" in text
    paper = next(p for p in routine.papers.all() if KIND in p.evidence_kinds)
    assert paper.title in page(client, story.owner, "request", asked.pk).text
    assert "/papers/" in page(client, story.supervisor, "request", asked.pk).text


def test_the_page_of_an_answer_shows_no_paper_its_reader_may_not_see(
    client, story, request_of, routine
):
    own, theirs = request_of(), request_of(routine, by=story.supervisor)
    asking.answer_request(request=own, evidence=story.evidence(), also=[theirs], by=story.owner)

    text = page(client, story.owner, "request", own.pk).text

    shown = {p.pk for p in routine.papers.all() if f"/papers/{p.pk}/" in text}
    assert shown == set()
    assert "/papers/" in text


def test_a_colleague_who_is_not_asked_and_may_not_ask_is_refused(client, story, request_of):
    asked = request_of(of=story.officer)

    assert page(client, story.owner, "request", asked.pk).status_code == 403
    client.force_login(story.owner)
    assert client.post(reverse("request_none", args=["8888", asked.pk])).status_code == 403
    assert page(client, story.owner, "request_upload", asked.pk).status_code == 403


def test_answering_with_several_existing_files(client, story, request_of):
    asked, other = request_of(), request_of(story.plan("6"))
    files = [story.evidence(f"{n}\n".encode(), name=f"{n}.txt") for n in range(3)]
    client.force_login(story.owner)

    client.post(
        reverse("request", args=["8888", asked.pk]),
        {"evidence": [files[0].pk, files[2].pk], "also": [other.pk]},
    )

    asked.refresh_from_db()
    other.refresh_from_db()
    assert [asked.answer, *(each.evidence for each in asked.more.all())] == [files[0], files[2]]
    assert other.answer == files[0]


def test_answering_with_nothing_is_refused_on_the_page(client, story, request_of):
    asked = request_of()
    story.evidence()
    client.force_login(story.owner)

    answer = client.post(reverse("request", args=["8888", asked.pk]), {})

    assert answer.status_code == 422
    assert "有資料需要修正" in answer.text
    assert Request.objects.get().answered_at is None


def test_saying_that_nothing_happened_on_the_page(client, story, request_of):
    asked = request_of()
    client.force_login(story.owner)
    url = reverse("request_none", args=["8888", asked.pk])

    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "本期沒有"}).status_code == 302

    text = page(client, story.owner, "request", asked.pk).text
    assert "本期沒有" in text and "由編製的人判斷" in text


def test_the_inspections_page_says_that_nothing_happened(client, story, request_of):
    asked = request_of()
    asking.answer_no_occurrence(request=asked, reason="本期沒有稽核", by=story.owner)

    text = page(client, story.officer, "inspection", asked.inspection_id).text

    assert "本期沒有稽核" in text and "本期未發生" in text
