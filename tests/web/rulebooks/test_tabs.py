"""The tabs of 法規 and of 公司概況: every page is reached from the navigation by keyboard."""

import re

import pytest
from django.urls import reverse
from tests.factories import make_firm, make_user

from chahe.web.accounts.roles import Role

pytestmark = pytest.mark.django_db

BOOK = {
    "文件與版本": "rulebook",
    "比較": "compare",
    "對照": "crosswalk",
    "匯入": "imports",
    "搜尋": "search",
}
FIRM = {
    "概況": "firm_profile",
    "填答": "firm_interview",
    "適用範圍": "firm_scope",
    "參數與衝突": "firm_conflicts",
    "版本影響": "firm_impact",
}


@pytest.fixture
def come(client):
    firm = make_firm()

    def come(role):
        where = None if role in (Role.SUPERVISOR, Role.ADMINISTRATOR) else firm
        client.force_login(make_user(role, where, enrolled=True))
        return client

    return come


def tabs(client, url, label):
    """Return the words of a page's tabs, the current one's, and whether its door is marked."""
    page = client.get(url).text
    (nav,) = re.findall(rf'<nav class="tabs" aria-label="{label}">(.*?)</nav>', page, re.S)
    words = re.findall(r'<a href="([^"]+)"( aria-current="page")?>([^<]+)', nav)
    side = page.split('id="side"')[1].split("</nav>")[0]
    door = re.search(r'aria-current="page">\s*<span>([^<]+)', side)
    return [w for _, _, w in words], [w for _, now, w in words if now], door and door[1]


@pytest.mark.parametrize("word", BOOK)
def test_each_page_of_the_rulebook_is_a_tab_of_the_same_door(come, word):
    client = come(Role.SUPERVISOR)

    assert tabs(client, reverse(BOOK[word]), "法規") == ([*BOOK], [word], "法規")


def test_who_may_not_import_has_no_tab_for_it(come):
    make_firm("9999", "他家證券")
    client = come(Role.CISO)

    words, now, _ = tabs(client, reverse("rulebook"), "法規")

    assert words == [each for each in BOOK if each != "匯入"]
    assert now == ["文件與版本"]


@pytest.mark.parametrize("word", FIRM)
def test_each_page_of_a_firms_scope_is_a_tab_of_the_same_door(come, word):
    client = come(Role.SECURITY_OFFICER)

    found = tabs(client, reverse(FIRM[word], args=["8888"]), "公司概況")

    assert found == ([*FIRM], [word], "公司概況")


@pytest.mark.parametrize(
    ("role", "missing"),
    [
        (Role.SIGNATORY, {"填答"}),
        (Role.SUPERVISOR, {"填答"}),
        (Role.ADMINISTRATOR, {"填答", "版本影響"}),
    ],
)
def test_a_tab_is_for_those_who_may_open_it(come, role, missing):
    words, _, _ = tabs(come(role), reverse("firm_profile", args=["8888"]), "公司概況")

    assert set(FIRM) - set(words) == missing
