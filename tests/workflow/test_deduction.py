"""Points are read strictly, added exactly, and never look better than they are."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis.strategies import decimals, lists

from chahe.workflow.deduction import (
    AVERAGE_LIMIT,
    EXAMPLE,
    SINGLE_LIMIT,
    Checked,
    EntryError,
    average_of,
    read_entries,
    shown,
)

POINTS = decimals("0.0", "40.0", places=1)


def routine(points, undecided=0):
    return Checked(Decimal(points), Decimal(0), undecided, counts=True)


def test_entries_are_read_from_a_spreadsheet_or_typed():
    text = "A1\t權限未清查\t2.5\n\nA2｜密碼 | 3 \n"

    assert [entry.as_line() for entry in read_entries(text)] == [
        "A1｜權限未清查｜2.5",
        "A2｜密碼｜3.0",
    ]


def test_what_is_written_is_read_back():
    assert read_entries("\n".join(entry.as_line() for entry in EXAMPLE)) == EXAMPLE


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "至少填一項"),
        ("A1｜權限", "第 1 行要有三欄"),
        ("A1｜權限｜1｜多的", "第 1 行要有三欄"),
        ("A1｜權限｜\n", "第 1 行要有三欄"),
        ("A1｜權限｜1\nA1｜密碼｜2", "第 2 行的代號「A1」和前面重複"),
        *((f"A1｜權限｜{points}", "第 1 行的扣分") for points in ("x", "0", "-1", "101", "1.25")),
        *((f"A1｜權限｜{points}", "第 1 行的扣分") for points in ("NaN", "Infinity", "1e400")),
        (f"{'A' * 13}｜權限｜1", "第 1 行太長"),
        (f"A1｜{'權' * 41}｜1", "第 1 行太長"),
    ],
)
def test_an_entry_that_is_wrong_says_where_and_why(text, why):
    with pytest.raises(EntryError, match=why):
        read_entries(text)


@pytest.mark.parametrize(("points", "reached"), [("24.9", False), ("25.0", True), ("30", True)])
def test_the_limit_of_one_check_is_reached_at_its_figure(points, reached):
    assert routine(points).reaches(SINGLE_LIMIT) == reached


def test_an_example_never_counts():
    assert not Checked(Decimal(0), Decimal(90), 1).reaches(SINGLE_LIMIT)
    assert average_of([Checked(Decimal(0), Decimal(90), 1, counts=True)]).score is None


def test_the_average_is_of_routine_inspections_whose_findings_all_have_points():
    found = average_of([routine("10"), routine("25.1"), routine("5", undecided=2),
                        Checked(Decimal(60), Decimal(0), 0)])  # fmt: skip

    assert (found.count, found.left_out, found.score) == (2, 1, Decimal("82.4"))


def test_an_average_just_below_the_limit_is_not_rounded_up_to_it():
    found = average_of([routine("25.1"), routine("25"), routine("25")])

    assert found.score == Decimal("74.9") and found.falls_short(AVERAGE_LIMIT)


def test_of_no_inspection_there_is_no_average():
    assert average_of([]).score is None
    assert not average_of([]).falls_short(AVERAGE_LIMIT)


@given(lists(POINTS, min_size=1))
def test_what_falls_short_never_shows_the_limit(points):
    found = average_of([routine(each) for each in points])

    assert found.falls_short(AVERAGE_LIMIT) == (found.score < AVERAGE_LIMIT)


@pytest.mark.parametrize(("points", "text"), [("10.0", "10"), ("0.5", "0.5"), ("100", "100")])
def test_points_are_shown_as_people_write_them(points, text):
    assert shown(Decimal(points)) == text
