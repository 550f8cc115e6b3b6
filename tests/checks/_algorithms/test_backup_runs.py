from datetime import datetime, timedelta, timezone

import pytest

from chahe.checks._algorithms.backups.runs import Runs, runs_of, too_far_apart
from chahe.readers import Table

START = datetime(2026, 11, 1, tzinfo=timezone(timedelta(hours=8)))


def hour(number: int) -> datetime:
    return START + timedelta(hours=number)


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        ([], [(0, 100)]),
        ([50], []),
        ([50, 50, 40], []),
        ([49, 100], [(49, 100)]),
        ([10, 61, 70], [(10, 61)]),
        ([51], [(0, 51)]),
        ([-400, 45, 90], []),
        ([49], [(49, 100)]),
    ],
)
def test_what_is_more_than_fifty_hours_apart(
    hours: list[int], found: list[tuple[int, int]]
) -> None:
    apart = too_far_apart(map(hour, sorted(hours)), hour(0), hour(100), 50)

    assert list(apart) == [(hour(earlier), hour(later)) for earlier, later in found]


def test_a_system_is_seen_as_long_as_the_files_that_name_it() -> None:
    rows = [[("甲", 1), ("乙", 9)], [("A", 5), ("a", 4)], [("乙", 20), ("甲", 12)]]
    tables = [
        Table(
            "backup_jobs", tuple({"system": name, "begun": hour(at)} for name, at in of), "x", "x"
        )
        for of in rows
    ]

    runs = runs_of(tables)

    assert {name: (of.first_seen, of.last_seen) for name, of in runs.items()} == {
        "甲": (hour(1), hour(20)),
        "乙": (hour(1), hour(20)),
        "a": (hour(4), hour(5)),
    }
    assert [row["begun"] for _, row in runs["a"].runs] == [hour(4), hour(5)]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ([(0, 9)], []),
        ([(0, 9), (19, 30)], []),
        ([(0, 9), (20, 30)], [(9, 20)]),
        ([(20, 30), (0, 9)], [(9, 20)]),
        ([(0, 40), (1, 9), (45, 50), (70, 71)], [(50, 70)]),
    ],
)
def test_holes_of_more_than_ten_hours(
    files: list[tuple[int, int]], found: list[tuple[int, int]]
) -> None:
    of = Runs(files=[(hour(first), hour(last)) for first, last in files])

    assert of.holes(10) == [(hour(first), hour(last)) for first, last in found]
