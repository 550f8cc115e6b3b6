"""What a rule's page says of figures that other documents name on the same matter."""

from datetime import date

import pytest
from tests.factories import make_firm, make_user

from chahe.web.accounts.roles import Role
from chahe.web.firms.actions import state_fact

pytestmark = pytest.mark.django_db

URL = "/rulebook/twse/mechanism/2018-11-30/8.3.e/"


@pytest.fixture
def firm():
    return make_firm()


@pytest.fixture
def officer(firm):
    return make_user(Role.SECURITY_OFFICER, firm, enrolled=True)


def panel(client, user, url=URL):
    client.force_login(user)
    page = client.get(url).text
    (found,) = [part for part in page.split("<section") if "密碼輸入錯誤次數</h2>" in part]
    return found.split("</section>")[0]


def state(firm, by, **facts):
    for kind, value in facts.items():
        state_fact(
            firm=firm, by=by, kind=kind, value=value, since=date(2020, 1, 1), source="申報表"
        )


def test_figures_that_differ_are_shown_with_the_reading_that_satisfies_all(client, firm, officer):
    state(firm, officer, order_channels=["internet"], services=["brokerage"])

    page = panel(client, officer)

    assert "有衝突" in page and "建議讀法" in page
    assert "本條：" in page and "<strong>3 次" in page and "<strong>5 次" in page
    assert "每一項拘束示範證券的規定" in page
    assert "至遲第 3 次錯誤時中斷連線；至遲第 5 次錯誤時鎖定帳號" in page
    assert "故不適用" in page and "不拘束" in page
    assert "/firms/8888/conflicts/?show=different#password_tries" in page


def test_without_a_firm_all_that_may_bind_is_read(client, firm, officer):
    state(firm, officer, order_channels=["internet"], services=["brokerage"])

    page = panel(client, make_user(enrolled=True), f"{URL}?firm=8888")

    assert "每一項可能拘束的規定" in page
    assert "示範證券" not in page and "不拘束" not in page and "/firms/" not in page


def test_another_firms_people_read_it_by_their_own_facts(client, firm, officer):
    state(firm, officer, services=["brokerage"])
    other = make_user(Role.CISO, make_firm("9999", "他家證券"), enrolled=True)

    page = panel(client, other, f"{URL}?firm=8888")

    assert "每一項拘束他家證券的規定" in page
    assert "故不適用" not in page
