"""The books compared with each other, and the exchange's own columns when they are here."""

from dataclasses import replace
from pathlib import Path

import pytest

from chahe.rulebook import Change, ChangeKind, load_editions
from chahe.rulebook.compare import compare, compare_editions, nodes_of
from chahe.rulebook.compared import Node

EDITIONS = {e.edition: e for e in load_editions() if e.document == "twse/mechanism"}
AFTER, BEFORE = EDITIONS["2018-11-30"], EDITIONS["before-2018-11-30"]
SEED = Path(__file__).parents[3] / "shared" / "seeds" / "000_d994470d238f8814.txt"


def changes(compared):
    return {c.path: (c.origin, c.kind.value) for c in compared if c.kind != "same"}


EXPECTED = {
    "2.6": (None, "new"),
    "3.1": (None, "new"),
    "3.2": ("3.1", "renumbered"),
    "3.3": ("3.2", "reworded"),
    "3.4": ("3.3", "renumbered"),
    "3.5": ("3.4", "renumbered"),
    **{r.path: (None, "new") for r in AFTER.rules if r.path.partition(".")[0] == "12"},
    **{
        r.path: (r.path.replace("13", "12", 1), "renumbered")
        for r in AFTER.rules
        if r.path.partition(".")[0] == "13"
    },
}


def test_what_the_book_states_is_what_its_words_show():
    stated = compare_editions(BEFORE, AFTER)
    seen = compare(nodes_of(BEFORE), nodes_of(AFTER))

    assert changes(stated) == changes(seen) == EXPECTED
    assert len(stated) == len(seen) == len(AFTER.rules)


@pytest.mark.skipif(not SEED.exists(), reason="the founding documents are not here")
def test_both_columns_of_the_exchange_show_the_same():
    official = pytest.importorskip("chahe.official")
    after, before = official.parse_file(SEED).editions

    found = compare(
        [Node(r.path, r.code, r.title, r.text) for r in before.rules],
        [Node(r.path, r.code, r.title, r.text) for r in after.rules],
    )

    assert changes(found) == EXPECTED
    assert len(found) == len(after.rules)


def test_every_edition_compared_with_itself_is_the_same():
    for edition in load_editions():
        assert changes(compare_editions(edition, edition)) == {}


def test_backwards_is_by_words_and_new_is_removed():
    found = compare_editions(AFTER, BEFORE)

    assert {c.origin for c in found if c.path is None} == {
        path for path, (origin, _) in EXPECTED.items() if origin is None
    }
    assert all("修訂說明" not in c.reason for c in found)


def test_what_the_book_states_is_believed_against_its_words():
    told = [
        replace(rule, change=Change(ChangeKind.REWORDED, "1.1", "改寫。"))
        if rule.path == "1.1"
        else rule
        for rule in AFTER.rules
    ]

    found = compare_editions(BEFORE, replace(AFTER, rules=tuple(told)))

    (first,) = [c for c in found if c.path == "1.1"]
    assert (first.kind, first.likeness, first.stated) == (ChangeKind.REWORDED, 1.0, "改寫。")


def test_what_is_stated_of_another_edition_is_not_believed():
    found = compare_editions(BEFORE, AFTER, base="")

    assert changes(found) == EXPECTED
    assert {c.stated for c in found} == {""}


def test_what_names_rules_that_are_not_there_is_not_believed():
    fewer = replace(BEFORE, rules=BEFORE.rules[:5])

    found = compare_editions(fewer, AFTER)

    assert {c.stated for c in found} == {""}


def test_official_words_stand_in_place_of_ours():
    texts = {"1.1": "公司應盤點資產。"}, {"1.1": "公司應每年盤點資產。"}

    found = compare_editions(BEFORE, AFTER, base="", texts=texts)

    (first,) = [c for c in found if c.path == "1.1"]
    assert (first.origin, first.kind) == ("1.1", ChangeKind.REWORDED)
    assert "".join(span.text for span in first.changes) == "公司應每年盤點資產。"
