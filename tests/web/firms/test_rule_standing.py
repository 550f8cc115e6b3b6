"""為什麼適用: what a rule's page says of the firm it is read for."""

from datetime import date

import pytest
from tests.factories import make_firm, make_user

from chahe.rulebook import load_editions
from chahe.web.accounts.roles import Role
from chahe.web.firms.actions import state_fact
from chahe.web.firms.queries_rule import standing_of

pytestmark = pytest.mark.django_db

EDITION = next(each for each in load_editions() if each.id == "twse/mechanism@2018-11-30")
URL = "/rulebook/twse/mechanism/2018-11-30/7.1.b.c/"
TODAY = date(2026, 11, 27)


@pytest.fixture
def firm():
    return make_firm()


@pytest.fixture
def officer(firm):
    return make_user(Role.SECURITY_OFFICER, firm, enrolled=True)


@pytest.fixture
def panel(client):
    def panel(user, url=URL):
        client.force_login(user)
        page = client.get(url).text
        return page.split('id="why"')[1].split("</section>")[0]

    return panel


def state(firm, by, kind="order_channels", value=("internet",), since=date(2020, 1, 1)):
    return state_fact(
        firm=firm, by=by, kind=kind, value=list(value), since=since, source="申報表第 3 頁"
    )


def standing(firm, path="7.1.b.c", on=TODAY):
    return standing_of(firm, EDITION, EDITION.by_path[path], on=on)


def test_it_binds_until_what_it_turns_on_is_stated(firm):
    found = standing(firm)

    assert (found.applies, found.unknown, found.holds) == (True, True, True)
    assert [(each.kind.id, each.words) for each in found.turns_on] == [
        ("order_channels", ""),
        ("bidding_terminal_public", ""),
    ]


def test_what_the_firm_stated_decides_and_is_named_with_its_source(firm, officer, panel):
    state(firm, officer)

    page = panel(officer)

    assert "適用" in page and "先依適用" not in page
    assert "公司「下單管道」為網際網路下單" in page
    assert "109年1月1日" in page and "申報表第 3 頁" in page
    assert "未申報" in page  # the other fact, which no longer matters
    assert "/firms/8888/profile/order_channels/" in page


def test_what_was_stated_of_a_later_day_does_not_count_yet(firm, officer):
    state(firm, officer, value=["voice"], since=date(2026, 12, 1))

    assert standing(firm).unknown
    assert standing(firm, on=date(2026, 12, 1)).turns_on[0].words == "語音下單"


def test_a_rule_for_everybody_turns_on_nothing(firm):
    found = standing(firm, "2.1")

    assert (found.applies, found.unknown, found.turns_on) == (True, False, ())
    assert found.reason == "適用於所有證券商"


def test_an_edition_that_no_longer_holds_says_so(officer, panel):
    assert "不在施行中" in panel(officer, URL.replace("/2018", "/before-2018"))
    assert "不在施行中" not in panel(officer)


def test_who_may_not_state_facts_is_not_asked_to(firm, officer, panel):
    state(firm, officer)
    signatory = make_user(Role.SIGNATORY, firm, enrolled=True)

    page = panel(signatory)

    assert "公司「下單管道」為網際網路下單" in page
    assert "/profile/" not in page


def test_another_firms_people_see_their_own(firm, officer, panel):
    state(firm, officer)
    other = make_user(Role.CISO, make_firm("9999", "他家證券"), enrolled=True)

    page = panel(other, f"{URL}?firm=8888")

    assert "他家證券" in page and "未申報" in page
    assert "示範證券" not in page and "申報表第 3 頁" not in page


def test_who_has_no_firm_reads_whom_it_binds(firm, panel):
    page = panel(make_user(enrolled=True), f"{URL}?firm=8888")

    assert "適用網際網路下單證券商" in page
    assert "示範證券" not in page and "<form" not in page


def test_a_supervisor_reads_it_for_the_firm_they_choose(firm, officer, panel, client):
    state(firm, officer)
    make_firm("9999", "他家證券")
    supervisor = make_user(Role.SUPERVISOR, enrolled=True)

    none, chosen = panel(supervisor), panel(supervisor, f"{URL}?firm=8888")

    assert "申報表第 3 頁" not in none and '<option value="9999">' in none
    assert "申報表第 3 頁" in chosen and '<option value="8888" selected>' in chosen
    assert "/profile/" not in chosen
    assert 'b.b/?firm=8888" rel="prev"' in client.get(f"{URL}?firm=8888").text


@pytest.mark.parametrize("asked", ["", "0000", "%00", "<script>", "8888'"])
def test_a_firm_that_is_not_there_is_as_none(firm, panel, asked):
    make_firm("9999", "他家證券")
    supervisor = make_user(Role.SUPERVISOR, enrolled=True)

    page = panel(supervisor, f"{URL}?firm={asked}")

    assert "適用網際網路下單證券商" in page and "selected" not in page
