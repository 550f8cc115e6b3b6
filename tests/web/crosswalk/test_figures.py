"""Figures nobody has found, as people enter them: kept with their source, never official."""

import csv
import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import entries

from chahe.rulebook.conflicts import Agreement
from chahe.rulebook.parameter import load_topics
from chahe.web.accounts.roles import Role
from chahe.web.crosswalk.actions_figures import figure_digest, state_figure
from chahe.web.crosswalk.models import EnteredFigure
from chahe.web.crosswalk.queries_conflicts import conflicts_of

pytestmark = pytest.mark.django_db

DAY, LATER = date(2026, 1, 1), date(2026, 6, 1)
DRILL = {"value": 6, "unit": "個月", "action": "演練備援程序與故障復原程序", "population": "firm"}
POSTED = {**DRILL, "value": "6", "since": "115/1/1", "source": "來函"}


@pytest.fixture
def firm():
    return make_firm()


@pytest.fixture
def officer(firm, client):
    user = make_user(Role.SECURITY_OFFICER, firm, enrolled=True)
    client.force_login(user)
    return user


@pytest.fixture
def supervisor():
    return make_user(Role.SUPERVISOR, enrolled=True)


@pytest.fixture
def enter(firm, officer):
    def enter(topic="continuity_drill", *, since=DAY, firm=firm, by=officer, **said):
        said = {**DRILL, "source": "來函", **said}
        return state_figure(firm=firm, topic=topic, by=by, since=since, said=said)

    return enter


def write(text, **said):
    return {"text": text, "value": None, "unit": "", "action": "", **said}


def text(response, status=200):
    assert response.status_code == status
    return response.text


def drill(firm, on=DAY):
    (found,) = [each for each in conflicts_of(firm, on=on) if each.topic.id == "continuity_drill"]
    return found


def held(firm, on=DAY):
    """Return what was entered as (figure, whether it binds, why) on a day."""
    judged = [each for each in drill(firm, on).held if each.value.entered]
    return [(each.value.figure.word, each.binds, each.reason) for each in judged]


def url(firm, topic="continuity_drill"):
    return reverse("figure_state", args=[firm.code, topic])


def test_what_was_entered_stands_beside_what_documents_say(firm, enter):
    before = drill(firm)
    enter()
    after = drill(firm)

    assert before.wanted and not after.wanted
    assert after.held[: len(before.held)] == before.held
    assert held(firm) == [("6 個月", True, "公司填寫，照填寫的內容處理")]
    assert after.agreement is Agreement.DIFFERENT
    assert "至少每 6 個月演練備援程序與故障復原程序" in after.readings[0].text


def test_a_later_statement_takes_over_from_its_day(firm, enter):
    enter(value=12)
    enter(value=6, since=LATER)

    assert held(firm, on=date(2026, 5, 31)) == [
        ("12 個月", True, "公司填寫，照填寫的內容處理"),
        ("6 個月", False, "尚未生效"),
    ]
    assert held(firm, on=LATER) == [
        ("12 個月", False, "已由之後的填寫取代"),
        ("6 個月", True, "公司填寫，照填寫的內容處理"),
    ]


def test_of_two_statements_of_one_day_the_last_made_holds(firm, enter):
    enter(value=12)
    enter(value=3)

    assert [(word, binds) for word, binds, _ in held(firm)] == [
        ("12 個月", False),
        ("3 個月", True),
    ]


def test_another_population_is_left_alone(firm, enter):
    enter(value=12)
    enter(value=3, population="sto", since=LATER)

    assert [(word, binds) for word, binds, _ in held(firm, on=LATER)] == [
        ("12 個月", True),
        ("3 個月", True),
    ]


def test_a_figure_taken_back_is_wanted_again_and_stays_in_the_history(firm, enter):
    enter()
    enter(value=None, unit="", action="", ended=True, since=LATER, source="填錯")

    assert drill(firm).wanted is False
    assert drill(firm, on=LATER).wanted
    assert held(firm, on=LATER) == [("6 個月", False, "已由之後的填寫取代")]
    assert EnteredFigure.objects.count() == 2


def test_what_is_entered_for_all_holds_for_every_firm_and_beside_its_own(firm, enter, supervisor):
    enter(value=12)
    enter(value=6, firm=None, by=supervisor)

    assert held(make_firm("9999")) == [("6 個月", True, "本站統一填寫，照填寫的內容處理")]
    assert {(word, binds) for word, binds, _ in held(firm)} == {("12 個月", True), ("6 個月", True)}


def test_one_firms_figure_is_nothing_to_another(enter):
    enter()

    assert held(make_firm("9999")) == []


def test_a_text_is_read_as_it_was_written(firm, enter):
    enter("incident_level", population="第三級", **write("影響交易者"))

    (found,) = [each for each in conflicts_of(firm, on=DAY) if each.topic.id == "incident_level"]

    assert [(each.title, each.text) for each in found.readings] == [("第三級", "影響交易者")]
    assert found.agreement is Agreement.SAME


def test_every_statement_is_journalled_with_what_was_before(firm, officer, enter):
    first, second = enter(value=12), enter(value=6, since=LATER)

    one, two = entries("figure.stated")
    assert (one.before, one.after) == ("", figure_digest(first))
    assert (two.before, two.after) == (figure_digest(first), figure_digest(second))
    assert (two.firm, two.actor, two.subject) == ("8888", officer.username, f"figure:{second.pk}")
    assert json.loads(two.text)["detail"] == {
        "topic": "continuity_drill", "title": "營運持續演練週期", "population": "firm",
        "value": "6 個月", "action": DRILL["action"], "since": "2026-06-01", "source": "來函",
    }  # fmt: skip


def test_the_digest_is_that_of_the_stored_figure(enter):
    assert figure_digest(enter()) == figure_digest(EnteredFigure.objects.get())


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("password_tries", {"population": "user"}),  # documents say it
        ("no_such_topic", {}),
        ("continuity_drill", {"population": "nobody"}),
        ("continuity_drill", {"population": ""}),
        ("continuity_drill", {"source": ""}),
        ("continuity_drill", {"source": "函" * 201}),
        ("continuity_drill", {"value": -1}),
        ("continuity_drill", {"unit": ""}),
        ("continuity_drill", {"action": ""}),
        ("continuity_drill", {"text": "又有文字"}),
        ("continuity_drill", write("")),
        ("continuity_drill", write("文字", ended=True)),
        ("continuity_drill", write("", ended=True)),  # nothing to take back
    ],
)
def test_what_cannot_be_entered_is_refused_and_nothing_kept(enter, topic, said):
    with pytest.raises(ValidationError):
        enter(topic, **said)

    assert not EnteredFigure.objects.exists()
    assert entries("figure.stated") == []


def test_twice_the_same_is_refused(enter):
    enter()

    with pytest.raises(ValidationError, match="已經填寫過"):
        enter()


def test_a_figure_may_be_a_year_ahead_and_no_more(enter):
    today = timezone.localdate()

    enter(since=today + timedelta(days=366))
    with pytest.raises(ValidationError, match="生效日太遠"):
        enter(since=today + timedelta(days=367))


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": ""},
        {"population": ""},
        {"value": None},
        {"unit": ""},
        {"action": ""},
        {"text": "又有文字"},
        {"ended": True},
        {"value": -1},
    ],
)
def test_the_database_refuses_what_is_no_figure(firm, officer, wrong):
    said = {**DRILL, "source": "來函", "firm": firm, "topic": "continuity_drill", **wrong}

    with pytest.raises(IntegrityError), transaction.atomic():
        EnteredFigure.objects.create(**said, since=DAY, stated_by=officer, stated_at=timezone.now())


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_keeps_what_was_entered(enter, act):
    figure = enter()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows = EnteredFigure.objects.filter(pk=figure.pk)
        rows.update(value=1) if act == "update" else rows.delete()

    assert EnteredFigure.objects.get().value == 6


def test_the_page_takes_a_figure_and_the_conflicts_page_marks_it(client, firm, officer):
    answer = client.post(url(firm), POSTED)
    page = text(client.get(reverse("firm_conflicts", args=[firm.code])))

    assert answer.url == reverse("firm_conflicts", args=[firm.code]) + "#continuity_drill"
    (row,) = [part for part in page.split("<tr ") if part.startswith('id="continuity_drill"')]
    assert "公司填寫" in row and "來函" in row and "6 個月" in row and "（含公司填寫的數值）" in row
    assert "已填寫「營運持續演練週期」：6 個月。" in page


def test_the_rule_page_marks_it_too(client, firm, officer, enter):
    rule = "/rulebook/twse/mechanism/2018-11-30/10.2/"
    before = text(client.get(rule))
    enter()
    after = text(client.get(rule))

    assert "公司填寫" not in before and "待填寫" in before and url(firm) in before
    assert "公司填寫" in after and "來函" in after


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"population": ""}, "請選擇"),
        ({"value": "", "unit": "", "action": ""}, "請填寫數值，或在「文字內容」寫明。"),
        ({"value": "半年"}, "輸入整數"),
        ({"value": "-1"}, "大於"),
        ({"unit": ""}, "有數值時請填單位。"),
        ({"action": ""}, "有數值時請寫明要求。"),
        ({"text": "又有文字"}, "文字內容請留空"),
        ({"since": "2026/01/01"}, "請輸入民國年"),
        ({"since": "150/1/1"}, "生效日太遠"),
        ({"source": ""}, "這個欄位是必須的。"),
        ({"ended": "on"}, "撤回時，數值與文字內容請留空。"),
        ({"value": "", "text": "", "ended": "on"}, "可以撤回"),
    ],
)
def test_the_form_says_what_is_wrong(client, firm, officer, wrong, said):
    page = text(client.post(url(firm), {**POSTED, **wrong}), 422)

    assert "有資料需要修正" in page and said in page
    assert not EnteredFigure.objects.exists()


def test_a_text_needs_no_unit_and_leaves_out_the_one_the_form_began_with(client, firm, officer):
    client.post(url(firm), {**POSTED, "value": "", "text": "每半年一次，由第三方辦理"})

    figure = EnteredFigure.objects.get()
    assert (figure.value, figure.unit, figure.text) == (None, "", "每半年一次，由第三方辦理")
    assert "演練備援程序與故障復原程序：每半年一次" in drill(firm).readings[0].text


def test_the_form_begins_with_what_holds(client, firm, officer, enter):
    enter(value=18, source="某函")

    page = text(client.get(url(firm), {"population": "firm"}))

    assert 'value="18"' in page and 'value="某函"' in page
    assert '<option value="firm" selected>' in page
    assert "填寫歷程" in page and "施行中" in page


@pytest.mark.parametrize("topic", ["password_tries", "no_such_topic"])
def test_what_documents_say_has_no_form(client, firm, officer, topic):
    assert client.get(url(firm, topic)).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.CISO, 200),
        (Role.CONTROL_OWNER, 403),
        (Role.INTERNAL_AUDITOR, 403),
        (Role.SIGNATORY, 403),
        (Role.CPA, 403),
        (Role.SUPERVISOR, 403),
        (Role.ADMINISTRATOR, 403),
    ],
)
def test_who_may_enter_for_a_firm(client, firm, role, status):
    market = role in (Role.SUPERVISOR, Role.ADMINISTRATOR)
    client.force_login(make_user(role, None if market else firm, enrolled=True))

    assert client.get(url(firm)).status_code == status
    page = text(client.get(reverse("firm_conflicts", args=[firm.code])))
    assert (url(firm) in page) is (status == 200)
    assert (reverse("market_figures") in page) is market


def test_another_firms_people_find_no_form(client, firm):
    client.force_login(make_user(Role.CISO, make_firm("9999"), enrolled=True))

    assert client.get(url(firm)).status_code == 404
    assert client.post(url(firm), POSTED).status_code == 404
    assert not EnteredFigure.objects.exists()


def test_who_serves_the_market_enters_for_all(client, firm, supervisor):
    client.force_login(supervisor)

    answer = client.post(reverse("market_figure_state", args=["continuity_drill"]), POSTED)
    page = text(client.get(reverse("market_figures")))

    assert answer.url == reverse("market_figures") + "#continuity_drill"
    assert EnteredFigure.objects.get().firm is None
    (entry,) = entries("figure.stated")
    assert entry.firm == ""
    assert "6 個月" in page and "來函" in page
    assert page.count("<tr id=") == sum(each.entered_by_user for each in load_topics().values())


def test_the_csv_says_who_entered_what(client, firm, officer, enter):
    enter()

    answer = client.get(reverse("firm_conflicts", args=[firm.code]), {"export": "csv"})

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    marked = [row for row in csv.DictReader(lines) if row["填寫"]]
    assert [(row["參數"], row["數值"], row["填寫"], row["來源"]) for row in marked] == [
        ("營運持續演練週期", "6 個月", "公司填寫", "來函")
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_in_a_fixed_number_of_queries(
    client, firm, enter, supervisor, django_assert_num_queries, count
):
    for months in (12, 6, 3)[:count]:
        enter(value=months)
        enter(value=months, firm=None, by=supervisor)
    conflicts = reverse("firm_conflicts", args=[firm.code])
    client.get(conflicts)

    with django_assert_num_queries(8):  # session, user, roles, firm, facts, figures, imports, firms
        client.get(conflicts)
    with django_assert_num_queries(6):  # the same without facts and imports
        client.get(url(firm))
    client.force_login(supervisor)
    client.get(reverse("market_figures"))
    with django_assert_num_queries(5):  # session, user, roles, figures, firms
        page = text(client.get(reverse("market_figures")))

    assert page.count("來源：來函") == 1
