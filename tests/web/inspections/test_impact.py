"""版本影響: what a new edition changes for a firm."""

from datetime import date

import pytest
from django.urls import reverse
from tests.factories import make_user
from tests.web.inspections.story import Story
from tests.web.inspections.test_rescoping import OLD_DAY, plan_before_107, state

from chahe.rulebook import ChangeKind, load_editions
from chahe.web.accounts.roles import Role
from chahe.web.inspections.actions import papers
from chahe.web.inspections.actions import requests as asking
from chahe.web.inspections.actions.rescoping import rescope
from chahe.web.inspections.impact import impact_of, pair_of
from chahe.web.inspections.models import Inspection
from chahe.web.journal.models import Entry

pytestmark = pytest.mark.django_db

BEFORE, AFTER = (e for e in load_editions() if e.document == "twse/mechanism")
NEW_DAY = date(2018, 12, 5)
URL = "/firms/8888/impact/"
PAIR = {"from": BEFORE.id, "to": AFTER.id}


@pytest.fixture
def story():
    return Story()


def rows(story, today=NEW_DAY):
    found = impact_of(story.firm, BEFORE, AFTER, today=today)
    return {row.compared.path or f"-{row.compared.origin}": row for row in found.rows}


def test_it_lists_the_changed_leaves_that_bind_the_firm(story):
    found = rows(story)

    assert {found["2.6"].kind, found["3.1"].kind} == {ChangeKind.NEW}
    assert (found["3.3"].kind, found["3.3"].old_ref) == (ChangeKind.REWORDED, "3(2)")
    assert "3.2" in found and found["3.2"].duties == ()
    assert all(row.rule.leaf and row.kind is not ChangeKind.SAME for row in found.values())


def test_what_does_not_bind_the_firm_is_left_out(story):
    cloud = [path for path in rows(story) if path.startswith("12.1.")]
    assert cloud == ["12.1.a", "12.1.b"]

    state(story, since=date(2018, 1, 1))

    assert [path for path in rows(story) if path.startswith("12.1.")] == ["12.1.b"]


def test_it_says_what_rests_on_a_changed_rule_and_what_to_do_again(story):
    inspection = plan_before_107(story, "3")
    paper = inspection.papers.select_related("inspection__firm").get(path="3.2")
    asking.ask_for_evidence(
        inspection=inspection, kind=paper.evidence_kinds[0], asked_of=story.owner,
        due_on=story.today, by=story.officer,
    )  # fmt: skip
    finding = story.find(paper)

    row = rows(story)["3.3"]

    assert [p.pk for p in row.touched.papers] == [paper.pk]
    assert [f.pk for f in row.touched.findings] == [finding.pk]
    assert len(row.touched.requests) == 1
    said = "".join(row.duties)
    assert "編製中的底稿 1 份改依新條文" in said
    assert "佐證請求 1 筆" in said and "未結缺失 1 件" in said


def test_what_was_signed_by_the_old_words_is_to_be_done_again(story):
    inspection = plan_before_107(story, "3")
    story.conform(inspection.papers.select_related("inspection__firm").get(path="3.2"))

    assert "已簽核的底稿 1 份是依舊條文簽的" in "".join(rows(story)["3.3"].duties)


def test_a_paper_that_answers_the_new_words_already_is_shown_and_not_done_again(story):
    plan_before_107(story, "3")
    rescope(story.firm, on=date(2018, 11, 30), by=None, because="施行", today=NEW_DAY)

    row = rows(story)["3.3"]

    assert len(row.touched.papers) == 1
    assert row.duties == ("對照新條文檢視現行作法，下一期依新條文查核。",)


def test_another_firms_work_is_not_counted(story):
    plan_before_107(Story("9999"), "3")

    assert all(row.touched.papers == () for row in rows(story).values())


@pytest.mark.parametrize(
    ("asked", "today", "expected"),
    [
        (("", ""), NEW_DAY, (BEFORE, AFTER)),
        (("", ""), OLD_DAY, (BEFORE, AFTER)),
        ((AFTER.id, BEFORE.id), NEW_DAY, (BEFORE, AFTER)),
        ((AFTER.id, AFTER.id), NEW_DAY, (BEFORE, AFTER)),
        (("nothing", AFTER.id), NEW_DAY, (BEFORE, AFTER)),
    ],
)
def test_two_editions_of_one_document_the_earlier_first(asked, today, expected):
    assert pair_of(*asked, today=today) == expected


def test_no_document_with_two_editions_says_so(client, story, monkeypatch):
    monkeypatch.setattr("chahe.web.inspections.impact.editions", lambda: (AFTER,))
    client.force_login(story.officer)

    assert "沒有可以比較的版本" in client.get(URL).text
    assert client.post(URL + "rescope/", PAIR).status_code == 302


def test_the_page_shows_it_and_who_plans_may_rescope(client, story):
    inspection = plan_before_107(story, "3")
    client.force_login(story.officer)

    page = client.get(URL, PAIR).text
    answer = client.post(URL + "rescope/", PAIR, follow=True)

    assert "3(2) → 3(3)" in page
    assert "重新界定進行中的查核" in page
    assert "已重新界定 1 次查核的範圍" in answer.text
    entry = Entry.objects.get(act="inspection.rescoped")
    assert (entry.actor, entry.subject) == (story.officer.username, f"inspection:{inspection.pk}")
    assert Inspection.objects.get(pk=inspection.pk).edition == AFTER.edition
    again = client.post(URL + "rescope/", PAIR, follow=True)
    assert "沒有需要變更的" in again.text


def test_before_its_day_it_is_not_rescoped(client, story, monkeypatch):
    monkeypatch.setattr("chahe.web.inspections.views.impact.timezone.localdate", lambda *_: OLD_DAY)
    plan_before_107(story, "3")
    client.force_login(story.officer)

    page = client.get(URL, PAIR).text
    answer = client.post(URL + "rescope/", PAIR, follow=True)

    assert "自動重新界定範圍" in page
    assert "impact/rescope/" not in page
    assert "還沒有施行" in answer.text
    assert not Entry.objects.filter(act="inspection.rescoped").exists()


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.CONTROL_OWNER])
def test_who_does_not_plan_looks_and_does_not_rescope(client, story, role):
    user = story.owner if role is Role.CONTROL_OWNER else make_user(role, None, enrolled=True)
    client.force_login(user)

    assert "impact/rescope/" not in client.get(URL, PAIR).text
    assert client.post(URL + "rescope/", PAIR).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_whatever_is_open(client, story, count, django_assert_num_queries):
    for section in ("3", "2", "12")[:count]:
        inspection = plan_before_107(story, section)
        paper = inspection.papers.select_related("inspection__firm").first()
        papers.write_paper(paper=paper, by=story.officer, values={"conclusion": "寫"})
        story.find(paper)
    client.force_login(story.officer)
    client.get(URL, PAIR)

    with django_assert_num_queries(10):
        page = client.get(reverse("firm_impact", args=["8888"]), PAIR)

    assert page.status_code == 200
