"""Every page with one row and with three, in a fixed number of queries; who may see what."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone
from tests.factories import make_user
from tests.web.inspections.story import Story
from tests.web.reminders.due import DUE, LATE, inspection_due, told

from chahe.deadlines import Schedule
from chahe.web.accounts.roles import Role
from chahe.web.home.context import doors
from chahe.web.journal.models import Entry
from chahe.web.reminders.actions.composing import compose
from chahe.web.reminders.actions.preferring import set_preference
from chahe.web.reminders.models import Mail, Reminder
from chahe.web.reminders.queries import mode_of, schedule_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.reminders.urls")]
SECTIONS = ("11", "7.1", "4")


@pytest.fixture
def browse(client, story):
    """Return a page's text as the officer sees it; any other answer than 200 fails."""
    client.force_login(story.officer)

    def get(name, *args, status=200, **query):
        response = client.get(reverse(name, args=[story.firm.code, *args]), query)
        assert response.status_code == status
        return response.text

    return get


def due_now(story, count, on=LATE):
    for section in SECTIONS[:count]:
        inspection_due(story, section)
    told(story, on)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_in_a_fixed_number_of_queries(browse, story, django_assert_num_queries, count):
    due_now(story, count)
    browse("reminders")

    with django_assert_num_queries(7):
        page = browse("reminders")

    assert page.count(f"/firms/{story.firm.code}/inspections/") >= count
    assert page.count("自行查核：115年") == count * 2  # the title, and the button's
    assert page.count('value="') > count


def test_an_empty_list_says_what_comes(browse):
    assert "有事項快到期或逾期時會列在這裡" in browse("reminders")


def test_filters_keep_to_the_address_and_the_file(browse, client, story):
    due_now(story, 3)
    Reminder.objects.filter(source="inspections").update(source="findings")
    url = reverse("reminders", args=["8888"])

    assert "沒有符合條件的資料" in browse("reminders", when="soon")
    assert "沒有符合條件的資料" in browse("reminders", source="inspections")
    assert browse("reminders", state="ended").count("<td") == 0
    csv = client.get(url, {"export": "csv", "when": "late"}).getvalue().decode()
    assert csv.count("缺失改善,否,") == 3


def test_what_is_seen_is_marked_one_by_one_or_all(client, story):
    due_now(story, 3)
    client.force_login(story.officer)
    url = reverse("reminders_seen", args=["8888"])
    first = Reminder.objects.filter(user=story.officer).first()

    one = client.post(f"{url}?state=unseen", {"reminder": first.pk})
    seen = Reminder.objects.exclude(seen_at=None)
    assert one.url == "/firms/8888/reminders/?state=unseen"
    assert [each.pk for each in seen] == [first.pk]

    rest = client.post(url, follow=True)
    assert "已標為看過：2 項。" in rest.text
    assert "都已經看過了" in client.post(url, follow=True).text
    details = [json.loads(e.text)["detail"] for e in Entry.objects.filter(act="reminder.seen")]
    assert sorted(each["count"] for each in details) == [1, 2]


@pytest.mark.parametrize("named", ["x", "-1", "²", "9" * 30])
def test_what_names_no_reminder_marks_none(client, story, named):
    due_now(story, 1)
    client.force_login(story.officer)

    client.post(reverse("reminders_seen", args=["8888"]), {"reminder": named})

    assert Reminder.objects.exclude(seen_at=None).count() == 0


def test_nobody_sees_or_marks_anothers(client, story):
    due_now(story, 1)
    theirs = Reminder.objects.get(user=story.auditor)
    client.force_login(story.officer)

    client.post(reverse("reminders_seen", args=["8888"]), {"reminder": theirs.pk})
    page = client.get(reverse("reminders", args=["8888"])).text

    assert Reminder.objects.get(pk=theirs.pk).seen_at is None
    assert f'value="{theirs.pk}"' not in page


def test_another_firms_people_find_nothing(client, story):
    client.force_login(Story("9999").ciso)

    for name in ("reminders", "reminder_preferences", "reminder_schedule"):
        assert client.get(reverse(name, args=["8888"])).status_code == 404


def test_one_says_how_and_where_to_be_mailed(client, story):
    client.force_login(story.owner)
    url = reverse("reminder_preferences", args=["8888"])

    wrong = client.post(url, {"mode": "daily", "address": "wang at example"})
    missing = client.post(url, {"mode": "late", "address": ""})
    client.post(url, {"mode": "late", "address": "wang@example.com.tw"})

    story.owner.refresh_from_db()
    assert (wrong.status_code, missing.status_code) == (422, 422)
    assert "這不是電子郵件地址" in wrong.text
    assert "要收信請填地址" in missing.text
    assert (story.owner.email, mode_of(story.owner)) == ("wang@example.com.tw", "late")
    entry = Entry.objects.get(act="reminder.preference_changed")
    assert json.loads(entry.text)["detail"] == {"mode": "late", "domain": "example.com.tw"}
    assert "wang@" not in entry.text


def test_the_site_alone_needs_no_address(client, story):
    client.force_login(story.owner)
    url = reverse("reminder_preferences", args=["8888"])

    client.post(url, {"mode": "site", "address": ""})

    assert mode_of(story.owner) == "site"


def test_the_page_says_why_no_mail_comes(browse, story, settings):
    assert "這個網站沒有設定郵件主機" in browse("reminder_preferences")
    settings.EMAIL_HOST = "127.0.0.1"
    assert "還沒有電子郵件地址" in browse("reminder_preferences")
    set_preference(user=story.officer, mode="daily", address="officer@example.tw")
    Mail.objects.create(user=story.officer, on=DUE, next_at=timezone.now(), error="連不上郵件主機")
    assert "上一封提醒信沒有寄到" in browse("reminder_preferences")


def test_the_ciso_sets_the_days_and_they_count(client, story):
    client.force_login(story.ciso)
    url = reverse("reminder_schedule", args=["8888"])
    said = {"before": "3，１０", "after": "2", "every": 0, "waiting_days": 9}

    refused = client.post(url, {**said, "before": "七天", "every": -1})
    client.post(url, said)

    assert refused.status_code == 422
    assert "請填天數，以頓號分開" in refused.text
    assert schedule_of(story.firm) == (Schedule(before=(10, 3), after=(2,), every=0), 9)
    assert 'value="10、3"' in client.get(url).text
    inspection_due(story)
    assert set(told(story, DUE.replace(day=10)).values()) == {"before-10"}


@pytest.mark.parametrize("before", ["0", "61", "7、x", "-1"])
def test_days_that_are_none_are_refused(client, story, before):
    client.force_login(story.officer)
    said = {"before": before, "after": "", "every": 7, "waiting_days": 5}

    answer = client.post(reverse("reminder_schedule", args=["8888"]), said)

    assert answer.status_code == 422
    assert schedule_of(story.firm) == (Schedule(), 5)


def test_who_reads_alone_sets_no_days(client, story):
    client.force_login(story.owner)

    assert client.get(reverse("reminder_schedule", args=["8888"])).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_letters_in_a_fixed_number_of_queries(client, story, django_assert_num_queries, count):
    for n in range(count):
        user = make_user(Role.SECURITY_OFFICER, story.firm, username=f"officer-{n}")
        set_preference(user=user, mode="daily", address=f"o{n}@example.tw")
    due_now(story, 1)
    compose(on=LATE, now=timezone.now())
    Mail.objects.update(tries=1, error="連不上郵件主機")
    client.force_login(make_user(Role.ADMINISTRATOR, enrolled=True))
    client.get(reverse("reminder_mails"))

    with django_assert_num_queries(6):
        page = client.get(reverse("reminder_mails")).text

    assert page.count("待重寄") == count
    assert page.count('<td class="wide">連不上郵件主機') == count
    assert "沒有設定郵件主機" in page


def test_the_letters_are_the_administrators_and_say_which_server(client, story, settings):
    settings.EMAIL_HOST, settings.EMAIL_HOST_PASSWORD = "mail.example.tw", "secret"
    url = reverse("reminder_mails")
    client.force_login(story.ciso)
    assert client.get(url).status_code == 403

    client.force_login(make_user(Role.ADMINISTRATOR, enrolled=True))
    page = client.get(url).text

    assert "mail.example.tw:25（沒有加密）" in page
    assert "secret" not in page
    assert "還沒有寄過提醒信" in page
    assert client.get(url, {"export": "csv"}).getvalue().decode().startswith("\ufeff日期,收信人")


def panel(rf, user, firm):
    request = rf.get("/")
    request.user, request.firm = user, firm
    found = Context({"request": request, **doors(request)})
    return Template("{% load reminder_panels %}{% reminders_panel %}").render(found)


@pytest.mark.parametrize("count", [1, 3])
def test_the_panel_in_two_queries_at_most(rf, story, django_assert_max_num_queries, count):
    due_now(story, count)
    story.officer.held()
    panel(rf, story.officer, story.firm)

    with django_assert_max_num_queries(2):
        shown = panel(rf, story.officer, story.firm)

    assert shown.count("<li>") == count
    assert "逾期" in shown


def test_the_panel_counts_what_it_does_not_show(rf, story, django_assert_max_num_queries):
    due_now(story, 1)
    one = Reminder.objects.get(user=story.officer)
    for n in range(9):
        one.pk, one.subject = None, f"finding:{n}"
        one.save(force_insert=True)
    story.officer.held()
    panel(rf, story.officer, story.firm)

    with django_assert_max_num_queries(2):
        shown = panel(rf, story.officer, story.firm)

    assert shown.count("<li>") == 6
    assert '<span class="count">10<' in shown


def test_the_panel_is_not_there_for_who_may_not_see_it(rf, story):
    assert panel(rf, AnonymousUser(), story.firm).strip() == ""
    assert "沒有要提醒您的事項" in panel(rf, story.owner, story.firm)
