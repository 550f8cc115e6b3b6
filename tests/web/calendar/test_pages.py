"""Every page with one row and with three, in a fixed number of queries; who may see what."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories import make_user
from tests.web.calendar.year import MECHANISM, plan
from tests.web.inspections.story import Story

from chahe.web.accounts.roles import Role
from chahe.web.calendar.actions import adjusting
from chahe.web.calendar.actions.beginning import begin
from chahe.web.calendar.actions.events import note_event
from chahe.web.calendar.models import PlanItem

pytestmark = pytest.mark.django_db
MOST = 12  # queries a page may ask
NEXT = timezone.localdate().year + 1


@pytest.fixture
def browse(client, story):
    """Return a page's text as the officer sees it; any other answer than 200 fails."""
    client.force_login(story.officer)

    def get(name, *args, status=200, **query):
        response = client.get(reverse(name, args=[story.firm.code, *args]), query)
        assert response.status_code == status
        return response.text

    return get


def plan_next(story, count=99):
    """Plan next year, of which nothing begins today; leave so many items of it in January."""
    plan(story, year=NEXT, today=story.today)
    kept = PlanItem.objects.filter(period_start=date(NEXT, 1, 1)).values_list("pk")[:count]
    PlanItem.objects.exclude(pk__in=[pk for (pk,) in kept]).update(due_on=date(NEXT + 5, 1, 1))
    PlanItem.objects.filter(pk__in=[pk for (pk,) in kept]).update(due_on=date(NEXT, 1, 30))
    return PlanItem.objects.filter(due_on=date(NEXT, 1, 30)).order_by("code")


PAGES = [
    ("calendar", {"year": NEXT}),
    ("calendar_half", {"year": NEXT, "half": 1}),
    ("calendar_month", {"month": f"{NEXT}-01"}),
    ("calendar_items", {"year": NEXT}),
]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "query"), PAGES, ids=[name for name, _ in PAGES])
def test_a_view_in_a_fixed_number_of_queries(
    browse, story, django_assert_max_num_queries, name, query, count
):
    items = plan_next(story, count)
    browse(name, **query)

    with django_assert_max_num_queries(MOST) as asked:
        page = browse(name, **query)

    assert len(asked) == {"calendar_items": 8}.get(name, 9)
    assert page.count(f">{items[0].code}<") + page.count(f"{items[0].code} ") >= 1
    assert items.count() == count


@pytest.mark.parametrize("count", [1, 3])
def test_adjustments_in_a_fixed_number_of_queries(browse, story, django_assert_num_queries, count):
    for item in plan_next(story, count):
        adjusting.ask(item=item, act="skip", reason="本季停業", by=story.officer)
    browse("calendar_adjustments")

    with django_assert_num_queries(7):
        page = browse("calendar_adjustments")

    assert page.count("本季停業") == count


@pytest.mark.parametrize("count", [1, 3])
def test_events_in_a_fixed_number_of_queries(browse, story, django_assert_num_queries, count):
    for n in range(count):
        note_event(
            firm=story.firm, trigger="leaver", subject=f"王{n}", on=story.today, by=story.owner
        )
    browse("calendar_events")

    with django_assert_num_queries(7):
        page = browse("calendar_events")

    assert page.count("<td>人員離職或調職</td>") == count


@pytest.mark.parametrize("count", [1, 3])
def test_an_item_in_a_fixed_number_of_queries(browse, story, django_assert_max_num_queries, count):
    item = plan_next(story).last()
    for n in range(count):
        asked = adjusting.ask(
            item=item, act="move", to=date(NEXT, 2, n + 1), reason=f"理由{n}", by=story.officer
        )
        adjusting.decide(adjustment=asked, granted=False, comment="不必", by=story.ciso)
    browse("calendar_item", item.pk)

    with django_assert_max_num_queries(MOST) as queries:
        page = browse("calendar_item", item.pk)

    assert len(queries) == 7
    assert page.count("理由") >= count
    assert "現在開始查核" in page


def test_an_empty_year_says_what_to_do_next(browse, client, story):
    assert "安排年度之後，每一期要做的查核會自動列出" in browse("calendar", year=NEXT)
    client.force_login(story.owner)
    assert "請資安專責人員、內部稽核或資安主管安排年度" in browse("calendar", year=NEXT)


def test_a_number_says_in_words_what_it_is_made_of(browse, story):
    (item,) = plan_next(story, 1)
    begin(item=item, by=story.officer)

    page = browse("calendar", year=NEXT)

    assert '1<span class="visually-hidden"> 項：進行中 1</span>' in page
    assert f"?year={NEXT}&amp;month=1&amp;q={item.code}" in page


def test_a_month_marks_holidays_and_says_when_they_are_inferred(browse, story):
    known, unknown = (
        browse("calendar_month", month="2026-02"),
        browse("calendar_month", month="2100-02"),
    )

    assert "和平紀念日" in known
    assert "推算的工作日" not in known
    assert "推算的工作日" in unknown
    assert known.count("<tr class") == 28


@pytest.mark.parametrize("month", ["2026-13", "月", "", "99999-01", "0000-00"])
def test_a_month_that_is_none_is_this_one(browse, story, month):
    assert "今天" in browse("calendar_month", month=month)


def test_filters_keep_to_the_address(browse, client, story):
    plan_next(story, 3)
    url = reverse("calendar_items", args=["8888"])

    nothing = browse("calendar", year=NEXT, cadence="quarterly")
    csv = client.get(url, {"year": NEXT, "export": "csv", "state": "planned"}).getvalue().decode()

    assert "沒有符合條件的項目" in nothing
    assert csv.count(",未開始,") == 3


def test_planning_from_the_page_says_how_many(client, story):
    client.force_login(story.ciso)
    url = reverse("calendar_plan", args=["8888"])

    answers = {"year": NEXT, "kind": "self", "documents": [MECHANISM]}
    first = client.post(url, answers, follow=True)
    again = client.post(url, answers, follow=True)

    assert "已安排：排入 44 項。" in first.text
    assert "計畫已是最新" in again.text
    assert client.post(url, {"year": NEXT, "kind": "routine"}).status_code == 422


def test_an_auditor_plans_their_own_kind_and_the_officer_cannot(client, story):
    url = reverse("calendar_plan", args=["8888"])
    answers = {"year": NEXT, "kind": "internal_audit", "documents": [MECHANISM]}

    client.force_login(story.officer)
    refused = client.post(url, answers)
    client.force_login(story.auditor)
    client.post(url, answers)

    assert refused.status_code == 422
    assert set(PlanItem.objects.values_list("kind", flat=True)) == {"internal_audit"}


def test_visiting_begins_what_has_come(browse, story):
    plan(story, year=story.today.year, today=story.today)

    browse("calendar")

    assert PlanItem.objects.filter(state="begun").exists()


def test_the_plans_of_the_supervisor_are_not_seen_by_the_firm(browse, client, story):
    supervisor = make_user(Role.SUPERVISOR, enrolled=True)
    plan(story, kind="routine", by=supervisor, year=NEXT)
    item = PlanItem.objects.first()

    seen = browse("calendar_items", year=NEXT)
    browse("calendar_item", item.pk, status=404)
    client.force_login(supervisor)

    assert item.code not in seen
    assert item.code in browse("calendar_items", year=NEXT)


def test_another_firms_people_find_nothing(client, story):
    other = Story("9999")
    item = plan_next(story, 1)[0]
    client.force_login(other.ciso)

    for name, *args in (
        ("calendar",), ("calendar_half",), ("calendar_month",), ("calendar_items",),
        ("calendar_item", item.pk), ("calendar_adjustments",), ("calendar_events",),
        ("calendar_feed",), ("calendar_file",), ("calendar_document", "docx"),
    ):  # fmt: skip
        assert client.get(reverse(name, args=["8888", *args])).status_code == 404
    own = reverse("calendar_item", args=["9999", item.pk])
    assert client.get(own).status_code == 404


@pytest.mark.parametrize(("suffix", "magic"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_the_annual_plan_is_a_file(client, story, suffix, magic):
    plan_next(story, 3)
    client.force_login(story.auditor)

    url = reverse("calendar_document", args=["8888", suffix])
    response = client.get(url, {"year": NEXT, "kind": "self"})

    assert response.content.startswith(magic)
    assert client.get(reverse("calendar_document", args=["8888", "exe"])).status_code == 404


def test_deciding_is_for_the_ciso_and_not_for_who_asked(client, story):
    asked = adjusting.ask(item=plan_next(story, 1)[0], act="skip", reason="停業", by=story.ciso)
    url = reverse("calendar_decide", args=["8888", asked.pk])

    client.force_login(story.officer)
    assert client.post(url, {"decision": "grant"}).status_code == 403
    client.force_login(story.ciso)
    own = client.post(url, {"decision": "grant"})

    assert own.status_code == 422
    assert "申請人不能決定自己的申請" in own.text


def test_to_skip_is_confirmed(client, story):
    item = plan_next(story, 1)[0]
    client.force_login(story.officer)
    url = reverse("calendar_ask", args=["8888", item.pk])

    refused = client.post(url, {"act": "skip", "reason": "停業"})
    client.post(url, {"act": "skip", "reason": "停業", "confirm": "on"})

    assert refused.status_code == 422
    assert "請先勾選確認" in refused.text
    assert item.adjustments.get().act == "skip"


def test_the_officer_sees_the_auditors_plan_and_changes_nothing_of_it(client, story):
    plan(story, kind="internal_audit", by=story.auditor, year=NEXT)
    item = PlanItem.objects.first()
    client.force_login(story.officer)

    page = client.get(reverse("calendar_item", args=["8888", item.pk]))
    begun = client.post(reverse("calendar_begin", args=["8888", item.pk]))
    asked = client.post(reverse("calendar_ask", args=["8888", item.pk]), {"act": "skip"})

    assert (page.status_code, begun.status_code, asked.status_code) == (200, 403, 403)
    assert "現在開始查核" not in page.text


def test_a_month_of_the_list_is_what_falls_in_it(browse, story):
    plan(story, year=NEXT, today=story.today)

    page = browse("calendar_items", year=NEXT, month="2", size=200)

    assert page.count("<tr>") == 3  # the head and two sections a month
    assert f"{NEXT - 1911}年2月" in page
