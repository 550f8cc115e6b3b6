"""A year for every firm: a job that goes on where it stopped."""

import pytest
from django.urls import reverse
from tests.factories import make_user
from tests.web.inspections.story import Story

from chahe.web.accounts.roles import Role
from chahe.web.calendar.actions import everyone
from chahe.web.calendar.actions.everyone import perform_run, plan_everyone
from chahe.web.calendar.models import PlanItem, PlanningRun, YearPlan
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(story):
    Story("7777")
    Story("9999")
    return make_user(Role.SUPERVISOR, enrolled=True)


def test_every_firm_is_planned_once(supervisor):
    run = plan_everyone(year=2027, by=supervisor, enqueue=False)

    perform_run(run.pk)
    before = PlanItem.objects.count()
    perform_run(run.pk)

    run.refresh_from_db()
    assert (run.done, run.total, run.items) == (3, 3, before)
    assert run.finished_at
    assert YearPlan.objects.count() == 3


def test_it_goes_on_where_it_stopped(supervisor, monkeypatch):
    run = plan_everyone(year=2027, by=supervisor, enqueue=False)
    plan_year, planned = everyone.plan_year, []

    def dies_at_the_second(*, firm, **said):
        planned.append(firm.code)
        if len(planned) == 2:
            raise SystemExit
        return plan_year(firm=firm, **said)

    monkeypatch.setattr(everyone, "plan_year", dies_at_the_second)
    with pytest.raises(SystemExit):
        perform_run(run.pk)
    perform_run(run.pk)

    run.refresh_from_db()
    assert planned == ["7777", "8888", "8888", "9999"]
    assert (run.done, YearPlan.objects.count()) == (3, 3)


def test_one_that_is_refused_stops_no_other(supervisor, monkeypatch):
    run = plan_everyone(year=2027, by=supervisor, enqueue=False)
    plan_year = everyone.plan_year

    def refuses_one(*, firm, **said):
        if firm.code == "8888":
            raise Refused("不行")
        return plan_year(firm=firm, **said)

    monkeypatch.setattr(everyone, "plan_year", refuses_one)
    perform_run(run.pk)

    run.refresh_from_db()
    assert (run.done, run.refused) == (3, {"8888": "不行"})


def test_the_same_is_not_begun_twice(supervisor):
    plan_everyone(year=2027, by=supervisor, enqueue=False)

    with pytest.raises(Refused, match="正在安排"):
        plan_everyone(year=2027, by=supervisor, enqueue=False)


def test_the_page_begins_it_and_shows_how_far_it_is(client, supervisor):
    client.force_login(supervisor)

    year = supervisor.date_joined.year + 1
    response = client.post(reverse("plan_everyone"), {"year": year}, follow=True)
    run = PlanningRun.objects.get()
    perform_run(run.pk)

    assert 'hx-trigger="every 1s"' in response.text
    done = client.get(reverse("planning_run", args=[run.pk])).text
    assert "every 1s" not in done
    assert "完成，新排入" in done
    assert client.get(reverse("plan_everyone")).text.count("3／3 家") == 1


def test_a_firms_people_do_not_plan_for_all(client, story):
    client.force_login(story.ciso)

    assert client.post(reverse("plan_everyone"), {"year": 2027}).status_code == 403
