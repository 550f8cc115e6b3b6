"""Official texts for editions that we have: bound by number, asked about where they differ."""

import pytest
from tests.factories import make_user
from tests.web.rulebooks.importing import OLD, bring, in_force, told

from chahe.rulebook import load_editions
from chahe.rulebook.propose import Stated
from chahe.web.accounts.roles import Role
from chahe.web.journal.models import Entry
from chahe.web.rulebooks import actions_confirm, actions_deciding
from chahe.web.rulebooks.binding import match
from chahe.web.rulebooks.editions import editions, official_texts
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db
SHIPPED = {"document": "twse/mechanism", "edition": "2018-11-30"}
AGREES = """1. 風險評鑑與管理（CC-11000，年度查核）
(1) 本公司應鑑別資產並指定擁有者。
(2) 本公司應訂定可接受的風險等級。
"""
DIFFERS = AGREES + "(99) 本公司應做一件我們沒有的事。\n"


@pytest.fixture
def supervisor():
    return make_user(Role.SUPERVISOR)


def test_texts_that_agree_are_bound_at_once_without_a_new_edition(supervisor):
    imported = bring(AGREES, **SHIPPED, by=supervisor)

    assert (imported.only_text, imported.state) == (True, "in_force")
    assert official_texts("twse/mechanism@2018-11-30") == {
        "1": "風險評鑑與管理（CC-11000，年度查核）",
        "1.1": "本公司應鑑別資產並指定擁有者。",
        "1.2": "本公司應訂定可接受的風險等級。",
    }
    assert editions() == load_editions()
    assert [entry.act for entry in Entry.objects.order_by("seq")] == [
        *("rulebook.imported", "rulebook.text_bound")
    ]


def test_an_edition_without_a_first_day_takes_texts_by_its_name(supervisor):
    imported = bring(AGREES, document="twse/mechanism", edition="before-2018-11-30")

    assert (imported.only_text, imported.state) == (True, "in_force")


def test_a_number_we_do_not_have_waits_for_a_person(supervisor):
    imported = bring(DIFFERS, **SHIPPED, by=supervisor)

    assert imported.state == "proposed"
    assert told(imported)[("1.99", "new")] == ("", "pending")
    assert official_texts("twse/mechanism@2018-11-30") == {}
    rule = imported.rules.get(path="1.99")
    with pytest.raises(Refused, match="請先選擇這段條文屬於哪一條"):
        actions_deciding.accept(rule=rule, by=supervisor)
    with pytest.raises(Refused, match="已經是另一條的來源"):
        actions_deciding.choose_origin(rule=rule, origin="1.2", by=supervisor)

    actions_deciding.choose_origin(rule=rule, origin="1.3", by=supervisor)
    actions_deciding.accept(rule=imported.rules.get(path="1.99"), by=supervisor)
    actions_confirm.confirm(imported=imported, by=supervisor)

    texts = official_texts("twse/mechanism@2018-11-30")
    assert texts["1.3"] == "本公司應做一件我們沒有的事。"
    assert sorted(texts) == ["1", "1.1", "1.2", "1.3"]


def test_a_text_that_belongs_to_nothing_is_left_out(supervisor):
    imported = bring(DIFFERS, **SHIPPED, by=supervisor)

    actions_deciding.reject(rule=imported.rules.get(path="1.99"), by=supervisor)
    actions_confirm.confirm(imported=imported, by=supervisor)

    assert sorted(official_texts("twse/mechanism@2018-11-30")) == ["1", "1.1", "1.2"]


def test_another_code_under_the_same_number_is_asked_about(supervisor):
    imported = bring(AGREES.replace("CC-11000", "CC-19000"), **SHIPPED, by=supervisor)

    assert {said for _, said in told(imported).values()} == {"pending"}


def test_a_newer_text_takes_the_place_of_the_older(supervisor):
    in_force(by=supervisor)

    bring(OLD.replace("保管人", "保管人與代理人"), by=supervisor, name="mended.txt")

    assert official_texts("demo/machine-room@2024-01-01")["2.1"] == (
        "機房設備應建立清單，並指定保管人與代理人。"
    )


def test_an_edition_is_based_on_texts_that_were_bound(supervisor):
    bring(AGREES, **SHIPPED, by=supervisor)

    imported = bring(
        AGREES, document="twse/mechanism", edition="2024-05-15", partial=True, by=supervisor
    )

    assert imported.base == "twse/mechanism@2018-11-30"
    assert set(told(imported).values()) == {
        (rule.path, "carried") for rule in load_editions_by_id(imported.base).rules
    }


def load_editions_by_id(name):
    return next(each for each in load_editions() if each.id == name)


def test_a_definition_takes_its_text_like_a_rule(supervisor):
    book = load_editions_by_id("tsa/emerging-technology@2026-03-04")
    path = book.definitions[0].path

    matched = match(book, [Stated(path, "", "", "用詞的定義。")])

    assert [(each.carried, each.change.origin) for each in matched] == [(True, path)]
