"""歷次查核結果: the papers that answered a rule, on its page and in their list."""

from datetime import date

import pytest
from tests.factories import make_firm, make_user
from tests.web.inspections.story import Story
from tests.web.inspections.test_rescoping import plan_before_107

from chahe.web.accounts.roles import Role
from chahe.web.inspections.templatetags import rule_history
from chahe.web.rulebooks.queries_rule import line_of

pytestmark = pytest.mark.django_db

RULE = "/rulebook/twse/mechanism/2018-11-30/7.1.b.c/"
LIST = "/firms/8888/rules/twse/mechanism/2018-11-30/7.1.b.c/"
MONTHS = [date(2026, month, 1) for month in range(1, 9)]


@pytest.fixture
def story():
    return Story()


def answered(story, months=1, section="7.1", path="7.1.b.c"):
    """Plan a section for so many months; return the papers of one of its rules, oldest first."""
    return [
        story.plan(section, on=on).papers.select_related("inspection__firm").get(path=path)
        for on in MONTHS[:months]
    ]


def panel(client, user, url=RULE):
    client.force_login(user)
    page = client.get(url).text
    assert "題目" in page
    return page.split('id="verdicts"')[1].split("</section>")[0] if "verdicts" in page else ""


def test_papers_are_listed_by_period_newest_first_with_verdict_and_state(story, client):
    first, second = answered(story, 2)
    story.conform(second)

    page = panel(client, story.officer)

    rows = page.split("<tbody>")[-1].split("</tr>")[:-1]
    assert [f"/firms/8888/papers/{paper.pk}/" in row for paper, row in
            zip((second, first), rows, strict=True)] == [True, True]  # fmt: skip
    assert "115年2月" in rows[0] and "符合" in rows[0] and "待覆核" in rows[0]
    assert "115年1月" in rows[1] and "未填" in rows[1] and "編製中" in rows[1]
    assert "符合 1" in page and "未填 1" in page


def test_a_rule_nobody_answered_yet_says_what_to_do(story, client):
    assert "還沒有這一條的工作底稿" in panel(client, story.officer)


def test_what_the_rule_was_before_is_part_of_its_history(story, client):
    inspection = plan_before_107(story, "3")
    paper = inspection.papers.get(path="3.2")

    page = panel(client, story.officer, "/rulebook/twse/mechanism/2018-11-30/3.3/")

    assert f"/firms/8888/papers/{paper.pk}/" in page and "3(2)" in page
    assert line_of("twse/mechanism@2018-11-30#3.3") == {
        "twse/mechanism@2018-11-30#3.3",
        "twse/mechanism@before-2018-11-30#3.2",
    }


def test_a_rule_under_its_own_number_of_before_is_not_confused_with_another(story, client):
    plan_before_107(story, "3")

    page = panel(client, story.officer, "/rulebook/twse/mechanism/2018-11-30/3.1/")

    assert "還沒有這一條的工作底稿" in page  # 3(1) is new; the old 3(1) became 3(2)


@pytest.mark.parametrize("path", ["7.1.b/", "7/"])
def test_a_rule_that_is_not_inspected_has_no_history(story, client, path):
    answered(story)

    assert panel(client, story.officer, f"/rulebook/twse/mechanism/2018-11-30/{path}") == ""


def test_nobody_sees_another_firms_papers(story, client):
    answered(story)
    others = Story("9999")

    for user in (others.officer, others.ciso):
        for url in (RULE, f"{RULE}?firm=8888"):
            assert "/papers/" not in panel(client, user, url)
        assert client.get(LIST).status_code == 404


@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR])
def test_who_may_not_see_inspections_sees_no_history(story, client, role):
    answered(story)
    user = make_user(role, enrolled=True)

    assert panel(client, user, f"{RULE}?firm=8888") == ""
    assert client.get(LIST).status_code == (403 if role else 404)


def test_a_supervisor_sees_the_firm_they_choose(story, client):
    (paper,) = answered(story)
    make_firm("9999", "他家證券")
    supervisor = make_user(Role.SUPERVISOR, enrolled=True)

    assert panel(client, supervisor) == ""
    assert f"/firms/8888/papers/{paper.pk}/" in panel(client, supervisor, f"{RULE}?firm=8888")
    assert "他家證券還沒有這一條的工作底稿" in panel(client, supervisor, f"{RULE}?firm=9999")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_no_more_for_more_papers(story, client, count, django_assert_num_queries):
    answered(story, count)
    client.force_login(story.officer)
    client.get(RULE)

    with django_assert_num_queries(11):  # as test_pages counts them, and the papers
        page = client.get(RULE).text

    assert page.count("/papers/") == count


def test_only_the_newest_are_on_the_page_and_all_in_their_list(story, client, monkeypatch):
    monkeypatch.setattr(rule_history, "SHOWN", 2)
    answered(story, 3)

    page = panel(client, story.officer)

    assert page.count("/papers/") == 2 and "115年1月" not in page
    assert "以上是最近 2 份" in page and f'<a href="{LIST}">看全部 3 份' in page
    assert client.get(LIST).text.count("/papers/") == 3


@pytest.mark.parametrize("count", [1, 3])
def test_list_in_a_fixed_number_of_queries(story, client, count, django_assert_num_queries):
    answered(story, count)
    client.force_login(story.officer)
    client.get(LIST)

    with django_assert_num_queries(8):  # session, user, roles, firm, firms, imports; count, page
        page = client.get(LIST).text

    assert page.count("/papers/") == count


def test_list_is_filtered_and_taken_away(story, client):
    _, second = answered(story, 2)
    story.conform(second)
    client.force_login(story.officer)

    found = client.get(LIST, {"verdict": "conforming"}).text
    lines = b"".join(client.get(f"{LIST}?export=csv")).decode("utf-8-sig").splitlines()

    assert found.count("/papers/") == 1 and f"/papers/{second.pk}/" in found
    assert lines[0] == "期別,條號,版本,查核,查核結果,狀態"
    assert [line.split(",")[0] for line in lines[1:]] == ["115年2月", "115年1月"]


@pytest.mark.parametrize(
    "url", [LIST.replace("7.1.b.c", "99"), LIST.replace("mechanism", "nothing"), f"{LIST}%00/"]
)
def test_list_of_a_rule_that_is_not_there_is_not_found(story, client, url):
    client.force_login(story.officer)

    assert client.get(url).status_code == 404
