"""The founding documents themselves, where they lie beside the checkout; the project needs none."""

from pathlib import Path

import pytest
from tests.official.trees import lost

from chahe.official import parse_file
from chahe.rulebook import load_editions

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the founding documents are not here")
EDITIONS = {edition.id: edition for edition in load_editions()}


def seed(number):
    return next(SEEDS.glob(f"{number:03}_*.txt"))


@pytest.mark.parametrize("number", range(5))
def test_no_words_of_a_founding_document_are_lost(number):
    text = seed(number).read_text("utf-8").replace("[bookmark:", "\n[bookmark:")

    assert [line for line in lost(text, parse_file(seed(number))) if "bookmark" not in line] == []


def test_amendment_table_has_the_tree_of_the_book_in_both_columns():
    found = parse_file(seed(0))

    for column, book in zip(
        found.editions,
        ("twse/mechanism@2018-11-30", "twse/mechanism@before-2018-11-30"),
        strict=True,
    ):
        assert [(rule.path, rule.code, rule.cadence) for rule in column.rules] == [
            (rule.path, rule.code, rule.cadence) for rule in EDITIONS[book].rules
        ]
    assert [line.text.replace("\u3000", "") for line in found.unplaced] == [
        "修訂後內容",
        "修訂前內容",
        "修訂說明",
    ]
    reasons = [rule.path for rule in found.editions[0].rules if rule.reason]
    assert [path for path in reasons if not path.startswith("12.")] == ["2.6", "3.1", "3.3", "12"]


def test_guild_rules_have_thirteen_articles():
    (edition,) = parse_file(seed(3)).editions

    assert [rule.path for rule in edition.rules if "." not in rule.path] == [
        str(n) for n in range(1, 14)
    ]
    assert edition.date.isoformat() == "2026-03-04"
    book = EDITIONS["tsa/emerging-technology@2026-03-04"]
    defined = {definition.path for definition in book.definitions}
    assert {rule.path for rule in edition.rules} - defined == {rule.path for rule in book.rules}


def test_assessment_table_has_sixty_nine_rows_in_three_areas():
    (edition,) = parse_file(seed(4)).editions

    rows = [rule for rule in edition.rules if rule.procedure]
    assert len(rows) == 69
    assert all(rule.sources for rule in rows)
    assert [rule.title for rule in edition.rules if "." not in rule.path] == [
        "組織與人員管理",
        "客戶註冊程序、契約簽訂及身分驗證",
        "資通安全作業",
    ]
    book = EDITIONS["tpex/sto-assessment@undated"]
    assert [rule.path for rule in edition.rules] == [rule.path for rule in book.rules]
    assert [rule.path for rule in rows] == [rule.path for rule in book.rules if rule.leaf]


@pytest.mark.parametrize("number", (1, 2))
def test_slides_give_titles_with_items(number):
    (edition,) = parse_file(seed(number)).editions

    assert len([rule for rule in edition.rules if "." in rule.path]) >= 40
