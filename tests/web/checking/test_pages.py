"""The pages of a run's exceptions and of exemptions, as people use them."""

import pytest
from django.urls import reverse
from tests.web.checking.found import ask, grant

from chahe.checks import identity
from chahe.deadlines import days_after, format_roc
from chahe.web.inspections.models import Exemption

pytestmark = pytest.mark.django_db


@pytest.fixture
def look(client, story):
    def look(name, *args, by=None, **query):
        client.force_login(by or story.officer)
        return client.get(reverse(name, args=["8888", *args]), query)

    return look


def send(client, name, *args, by, **said):
    client.force_login(by)
    return client.post(reverse(name, args=["8888", *args]), said)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_run_shows_its_exceptions_and_why_they_break_the_rule(look, run):
    page = look("run_results", run.pk)

    said = page.content.decode()
    assert [row.thing for row in page.context["listing"]] == [
        f"{row['policy']} {row['vdom']}" for row in run.rows
    ]
    assert run.paper.question in said and run.reason in said
    assert "沒有更早的結果可以相比" in said
    assert "本系統預設" in said


def test_exceptions_filter_search_and_export(look, run):
    kinds = sorted({row["kind"] for row in run.rows})
    of_one = look("run_results", run.pk, kind=kinds[0])
    found = look("run_results", run.pk, q=run.rows[0]["why"])
    nothing = look("run_results", run.pk, q="查無此項")
    file = look("run_results", run.pk, export="csv", kind=kinds[0])

    assert {row.kind for row in of_one.context["listing"]} == {kinds[0]}
    assert next(row.why for row in found.context["listing"]) == run.rows[0]["why"]
    assert "沒有符合條件的資料" in nothing.content.decode()
    lines = body(file).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + sum(row["kind"] == kinds[0] for row in run.rows)


@pytest.mark.parametrize("count", [1, 3])
def test_exemptions_in_a_fixed_number_of_queries(
    look, story, run, count, django_assert_num_queries
):
    for at in range(count):
        ask(story, run, at=at)
    page = look("exemptions")
    assert len(page.context["listing"].page) == count

    with django_assert_num_queries(7):
        page.client.get(page.wsgi_request.path)


@pytest.mark.parametrize("count", [0, 3])
def test_a_run_in_a_fixed_number_of_queries(look, story, run, count, django_assert_num_queries):
    for at in range(count):
        grant(story, ask(story, run, at=at))
    page = look("run_results", run.pk)

    with django_assert_num_queries(10):
        page.client.get(page.wsgi_request.path)


def test_from_an_exception_to_what_may_stand(client, look, story, run):
    key = identity(run.rows[0])
    until = days_after(story.today, 30)
    form = look("exemption_ask", run.pk, key)
    asked = send(
        client, "exemption_ask", run.pk, key, by=story.officer, until=format_roc(until, "short"),
        reason="汰換中",
    )  # fmt: skip
    made = Exemption.objects.get()
    decided = send(
        client, "exemption", made.pk, by=story.ciso, granted="yes", words="同意到汰換完成"
    )

    assert run.rows[0]["why"] in form.content.decode()
    assert (asked.status_code, decided.status_code) == (302, 302)
    made.refresh_from_db()
    assert (made.granted, made.until, made.decided_by) == (True, until, story.ciso)
    results = look("run_results", run.pk).content.decode()
    assert "其中 1 項已核准暫時保留；結果仍是不符" in results
    assert "其中 1 項已核准暫時保留" in look("paper", run.paper_id).content.decode()
    assert "核准中" in look("exemptions", state="standing").content.decode()


def test_what_is_wrong_with_an_application_is_said(client, look, story, run):
    key = identity(run.rows[0])
    late = send(
        client, "exemption_ask", run.pk, key, by=story.officer, until="100/01/01", reason="x"
    )
    empty = send(client, "exemption_ask", run.pk, key, by=story.officer)

    assert (late.status_code, empty.status_code) == (422, 422)
    assert "還沒到的截止日" in late.content.decode()
    assert look("exemption_ask", run.pk, "0" * 64).status_code == 404
    assert not Exemption.objects.exists()


def test_who_asked_sees_no_form_to_decide_and_who_may_not_is_refused(client, look, story, run):
    own = ask(story, run, by=story.ciso)
    asked = ask(story, run, at=1)

    assert look("exemption", own.pk, by=story.ciso).context["form"] is None
    assert look("exemption", asked.pk, by=story.ciso).context["form"]
    refused = send(client, "exemption", own.pk, by=story.ciso, granted="yes", words="好")
    assert "不能核定自己的申請" in refused.content.decode()
    wrong = send(client, "exemption", asked.pk, by=story.officer, granted="yes", words="好")
    assert wrong.status_code == 403


def test_a_running_check_leads_to_its_paper(look, story, paper):
    from chahe.web.inspections.actions import checking

    queued = checking.ask_for_check(
        paper=paper, check_id="firewall_exposure", by=story.officer, enqueue=False
    )

    assert look("run_results", queued.pk).url == reverse("paper", args=["8888", paper.pk])
    assert look("run", queued.pk).url == reverse("paper", args=["8888", paper.pk])


def test_a_finished_run_of_the_journal_leads_to_its_results(look, run):
    assert look("run", run.pk).url == reverse("run_results", args=["8888", run.pk])


def test_a_check_is_cancelled_from_its_paper(client, look, story, paper):
    from chahe.web.inspections.actions import checking

    queued = checking.ask_for_check(
        paper=paper, check_id="firewall_exposure", by=story.officer, enqueue=False
    )
    address = reverse("run_cancel", args=["8888", queued.pk])
    assert address in look("paper", paper.pk).content.decode()

    answer = send(client, "run_cancel", queued.pk, by=story.officer)

    queued.refresh_from_db()
    assert (answer.status_code, queued.state) == (302, "cancelled")
