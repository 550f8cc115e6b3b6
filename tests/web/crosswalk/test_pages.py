"""對照 and 衝突: what their pages say, and how little they ask of the database."""

import csv
from datetime import date

import pytest
from django.urls import reverse
from tests.factories import make_firm, make_user

from chahe.rulebook import load_editions
from chahe.rulebook.crosswalk import Kind
from chahe.rulebook.parameter import load_topics
from chahe.web.accounts.roles import Role
from chahe.web.crosswalk.actions import Decision, decide_relation
from chahe.web.firms.actions import state_fact

pytestmark = pytest.mark.django_db

MECHANISM = "twse/mechanism@2018-11-30"
OURS = 5  # session, user, roles, firms, what is imported


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
def decided(supervisor):
    def decided(path, end="tsa/emerging-technology@2026-03-04#10.1", **said):
        return decide_relation(
            start=f"{MECHANISM}#{path}",
            end=end,
            decision=said.pop("decision", Decision.CONFIRMED),
            by=supervisor,
            **said,
        )

    return decided


def text(response, status=200):
    assert response.status_code == status
    return response.text


def rows(response):
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    return list(csv.DictReader(lines))


@pytest.mark.parametrize("count", [1, 3])
def test_the_matrix_in_a_fixed_number_of_queries(
    officer, client, decided, django_assert_num_queries, count
):
    for path in ("6.1", "6.2", "6.3")[:count]:
        decided(path)
    client.get(reverse("crosswalk"))

    with django_assert_num_queries(OURS + 3):  # decisions, and Django's two of permissions
        page = text(client.get(reverse("crosswalk")))

    assert page.count("人員確認") == count


def test_the_matrix_shows_a_rule_beside_those_it_is_related_to(officer, client):
    page = text(client.get(reverse("crosswalk")))

    (row,) = [part for part in page.split("<tr") if 'class="code">9(9)</th>' in part]
    assert "3(8)2" in row and "相同" in row and "本系統整理" in row


def test_the_matrix_of_another_document_and_of_what_stands_alone(officer, client):
    leaves = {e.document: sum(r.leaf for r in e.rules) for e in load_editions()}

    mine = text(client.get(reverse("crosswalk"), {"document": "tpex/sto-assessment"}))
    alone = client.get(
        reverse("crosswalk"),
        {"document": "tpex/sto-assessment", "show": "alone", "export": "csv"},
    )

    assert f"有 {leaves['tpex/sto-assessment']} 項逐項查核" in mine
    found = rows(alone)
    assert "3(8)2" not in {row["條號"] for row in found}
    assert "3(7)3" in {row["條號"] for row in found}


@pytest.mark.parametrize("asked", [{"document": "no/such"}, {"show": "x"}, {"document": ""}])
def test_what_the_address_should_not_say_is_answered_as_if_it_had_not(officer, client, asked):
    assert "建立證券商資通安全檢查機制（" in text(client.get(reverse("crosswalk"), asked))


def test_the_matrix_can_be_taken_away_whole(officer, client):
    found = rows(client.get(reverse("crosswalk"), {"show": "all", "export": "csv"}))

    edition = next(each for each in load_editions() if each.id == MECHANISM)
    assert [row["條號"] for row in found] == [rule.ref for rule in edition.rules]


def test_proposals_are_for_those_who_decide(officer, client, supervisor):
    make_firm("9999", "他家證券")
    assert client.get(reverse("crosswalk_proposals")).status_code == 403
    assert reverse("crosswalk_proposals") not in text(client.get(reverse("crosswalk")))

    client.force_login(supervisor)

    page = text(client.get(reverse("crosswalk_proposals")))
    assert "文字相似度" in page
    assert reverse("crosswalk_proposals") in text(client.get(reverse("crosswalk")))


def test_a_proposal_decided_on_is_not_made_again(client, supervisor):
    client.force_login(supervisor)
    url, every = reverse("crosswalk_proposals"), {"export": "csv"}
    first = rows(client.get(url, every))[0]

    client.post(
        reverse("crosswalk_decide"),
        {"start": first["條款"], "end": first["對應條款"], "decision": "rejected"},
    )

    assert first not in rows(client.get(url, every))


@pytest.mark.parametrize("count", [1, 3])
def test_decisions_in_a_fixed_number_of_queries(
    client, supervisor, decided, django_assert_num_queries, count
):
    client.force_login(supervisor)
    for path in ("6.1", "6.2", "6.3")[:count]:
        decided(path, kind=Kind.NARROWER)
    client.get(reverse("crosswalk_decisions"))

    with django_assert_num_queries(OURS + 1):  # their number and themselves, nothing imported
        page = text(client.get(reverse("crosswalk_decisions")))

    assert page.count('<td class="nowrap">較窄</td>') == count


def test_no_decision_yet_says_what_to_do(client, supervisor):
    client.force_login(supervisor)

    assert "尚無對照決定" in text(client.get(reverse("crosswalk_decisions")))


@pytest.fixture
def conflicts(firm, officer, client):
    url = reverse("firm_conflicts", args=[firm.code])

    def conflicts(**asked):
        return client.get(url, asked)

    return conflicts


def state(firm, by, **facts):
    for kind, value in facts.items():
        state_fact(
            firm=firm, by=by, kind=kind, value=value, since=date(2020, 1, 1), source="申報表"
        )


@pytest.mark.parametrize("count", [1, 3])
def test_conflicts_in_a_fixed_number_of_queries(
    firm, officer, conflicts, django_assert_num_queries, count
):
    facts = {"order_channels": ["internet"], "level": "2", "services": ["brokerage"]}
    state(firm, officer, **dict(list(facts.items())[:count]))
    conflicts(show="all")

    with django_assert_num_queries(OURS + 3):  # the firm, its facts and the figures entered
        page = text(conflicts(show="all"))

    assert page.count('<tr id="') == len(load_topics())


def test_conflicts_show_what_disagrees_first_with_the_reading(firm, officer, conflicts):
    state(firm, officer, order_channels=["internet"], services=["brokerage"])

    page = text(conflicts())
    told = text(conflicts(show="different"))

    assert "至遲第 3 次錯誤時中斷連線；至遲第 5 次錯誤時鎖定帳號" in page
    assert "重新申請密碼" in page  # kept, and said not to bind
    assert "公司「經營業務」為經紀，故不適用" in page
    order = [page.index(f'<tr id="{topic}">') for topic in ("password_tries", "audit_interval")]
    assert order == sorted(order)
    assert '<tr id="password_tries">' in told and '<tr id="audit_interval">' not in told


def test_the_business_decides_what_disagrees(firm, officer, conflicts):
    state(firm, officer, services=["brokerage", "security_token"])

    page = text(conflicts())

    assert "至少每 1 季辦理資訊安全查核並留存紀錄" in page
    assert "保存至少 10 年" in page


def test_what_was_never_found_is_the_firms_to_enter(conflicts):
    page = text(conflicts(show="wanted"))

    assert '<tr id="level_threshold">' in page
    assert "官方數值未查得" in page
    assert '<tr id="password_length">' not in page


def test_conflicts_are_those_of_the_day_asked(firm, officer, conflicts):
    for since, services in (
        (date(2020, 1, 1), ["brokerage"]),
        (date(2026, 6, 1), ["brokerage", "security_token"]),
    ):
        state_fact(
            firm=firm, by=officer, kind="services", value=services, since=since, source="核准函"
        )

    before, after = (text(conflicts(on=day, q="保存")) for day in ("115/5/31", "115年6月1日"))

    assert "保存至少 10 年" not in before
    assert "保存至少 10 年" in after and "115年6月1日</time>，全部" in after


def test_a_day_nobody_can_read_is_answered_with_today(conflicts):
    page = text(conflicts(on="2026/01/01"))

    assert "日期看不懂" in page and 'value="2026/01/01"' in page
    assert page.count('<tr id="') == len(load_topics())


def test_topics_are_found_by_what_they_say(conflicts):
    page = text(conflicts(q="鎖定"))
    none = text(conflicts(q="沒有這種字"))

    assert '<tr id="password_tries">' in page
    assert page.count('<tr id="') < len(load_topics()) / 2
    assert "沒有符合條件的參數" in none


def test_tabs_keep_the_day_and_the_words_asked_for(conflicts):
    page = text(conflicts(q="保存", on="115/1/1", show="same"))

    assert "?show=beside&amp;q=%E4%BF%9D%E5%AD%98&amp;on=115%2F01%2F01" in page


def test_conflicts_can_be_taken_away_whole(conflicts):
    found = rows(conflicts(export="csv"))

    topics = load_topics().values()
    assert {row["參數"] for row in found} == {topic.title for topic in topics}
    assert len(found) == sum(len(topic.values) or 1 for topic in topics)
    assert all(row["來源"] for row in found if row["狀況"] != "待填寫")


def test_a_rule_page_shows_its_relations_and_its_figures_beside_others(officer, client):
    page = text(client.get("/rulebook/twse/mechanism/2018-11-30/8.3.e/"))

    assert "其他文件的對應條款" in page
    assert "/rulebook/tsa/emerging-technology/2026-03-04/9.7/" in page
    assert "鎖定帳號" in page and "本條" in page


def test_a_rule_without_relations_or_figures_has_no_empty_panel(officer, client):
    page = text(client.get("/rulebook/twse/mechanism/2018-11-30/13.d/"))

    assert "其他文件的對應條款" not in page
