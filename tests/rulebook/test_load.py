"""A book that is not what a book must be is refused, with the rule that is wrong."""

from datetime import date

import pytest

from chahe.rulebook import BookError, in_force
from chahe.rulebook.load import read_edition
from chahe.rulebook.tree import ref_of

HEAD = """title: 甲
body: 乙
source: 丙
scopes:
  internet:
    text: 適用網際網路下單證券商
    when:
      fact: order_channels
      has: internet
rules:
"""
POINT = """  - path: "1"
    code: CC-1
    title: 甲
    question: 是否？
    cadence: [monthly]
"""
LEAF = """  - path: "1.1"
    title: 乙
    question: 是否？
    evidence: [contract]
    procedure:
      - method: obtain
        text: 取得。
"""


def read(tmp_path, text, name="2026-01-01"):
    path = tmp_path / "twse" / "x" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return read_edition(path)


def test_a_child_inherits_what_it_does_not_state(tmp_path):
    edition = read(tmp_path, HEAD + POINT + LEAF)

    leaf = edition.by_path["1.1"]
    assert (leaf.code, leaf.leaf, leaf.parent, leaf.ref) == ("CC-1", True, "1", "1(1)")
    assert [word.value for word in leaf.cadence] == ["monthly"]
    assert edition.cite(leaf) == "twse/x@2026-01-01#1.1"


def test_the_first_day_comes_from_the_name(tmp_path):
    assert read(tmp_path, HEAD + POINT + LEAF).start.isoformat() == "2026-01-01"
    assert read(tmp_path, HEAD + POINT + LEAF, "before-2026-01-01").start is None


def test_an_undated_edition_holds_until_a_dated_one_begins(tmp_path):
    dated = read(tmp_path, HEAD + POINT + LEAF)
    undated = read(tmp_path, HEAD + POINT + LEAF, "undated")

    days = [date(1990, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    held = [[each.edition for each in in_force([dated, undated], on=day)] for day in days]
    assert undated.start is None
    assert held == [["undated"], ["undated"], ["2026-01-01"]]


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("source", "sauce") + POINT + LEAF,
        HEAD + POINT + LEAF + LEAF,
        HEAD + LEAF + POINT,
        HEAD + POINT.replace('"1"', "1") + LEAF,
        HEAD + POINT + LEAF.replace("title", "titel"),
        HEAD + POINT + LEAF.replace("contract", "gossip"),
        HEAD + POINT + LEAF.replace("obtain", "guess"),
        HEAD + POINT + LEAF.replace("    evidence: [contract]\n", ""),
        HEAD + POINT.replace("monthly", "weekly") + LEAF,
        HEAD + POINT.replace("    code: CC-1\n", "") + LEAF,
        HEAD + POINT + LEAF + "    applies: nobody\n",
        HEAD + POINT + LEAF + "    strength: must\n",
        HEAD + POINT + LEAF + "    change: {kind: mended}\n",
        HEAD.replace("order_channels", "shoe_size") + POINT + LEAF,
        HEAD.replace("has: internet", "has: pigeon") + POINT + LEAF,
        HEAD.replace("has: internet", "is: true") + POINT + LEAF,
    ],
    ids=[
        "unknown field", "twice", "child first", "number for a path", "unknown rule field",
        "unknown evidence", "unknown method", "leaf without evidence", "unknown cadence", "no code",
        "unknown scope", "unknown strength", "unknown change", "unknown fact", "unknown value",
        "wrong operator",
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_refused(tmp_path, text):
    with pytest.raises((BookError, ValueError)):
        read(tmp_path, text)


def test_a_book_is_named_by_its_day(tmp_path):
    with pytest.raises(BookError, match="day in force"):
        read(tmp_path, HEAD + POINT + LEAF, "newest")


@pytest.mark.parametrize(
    ("path", "ref"),
    [("2", "2"), ("2.6", "2(6)"), ("7.1.b", "7(1)b"), ("7.1.b.c", "7(1)b(c)"), ("13.a", "13a")],
)
def test_a_ref_is_what_people_cite(path, ref):
    assert ref_of(path) == ref
