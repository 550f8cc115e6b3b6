from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from chahe.deadlines import WorkingDays, days_after, load_working_days
from chahe.deadlines.working import TABLES, read_table

from .days import DAYS, table, tables, working_days

PLAIN = WorkingDays()
SHIPPED = load_working_days()
TABLE = """
source: {name: 甲}
days_off: 103
holidays: {2026-01-01: 乙}
makeup: {2026-01-03: 丙, 2026-01-04: 丙}
"""


@given(working_days(), DAYS)
def test_nearest_working_days_enclose_a_day(working, day):
    before, after = working.on_or_before(day), working.on_or_after(day)

    assert before <= day <= after
    assert working.is_working(before)
    assert working.is_working(after)
    assert (before == day == after) == working.is_working(day)


@given(working_days(), DAYS, DAYS)
def test_a_deadline_never_moves_later_when_a_holiday_is_added(working, day, holiday):
    days = {*working.tables[holiday.year].holidays} if holiday.year in working.tables else set()

    without = working.with_table(table(holiday.year, *days - {holiday}))
    added = working.with_table(
        table(holiday.year, *days, *[holiday] if holiday.weekday() < 5 else [])
    )

    assert added.on_or_before(day) <= without.on_or_before(day)
    assert added.on_or_after(day) >= without.on_or_after(day)


@given(working_days(), DAYS, integers(1, 40))
def test_after_counts_working_days_from_the_next_day(working, day, count):
    due = working.after(day, count)

    passed = [days_after(day, n) for n in range(1, (due - day).days + 1)]
    assert passed[-1] == due
    assert working.is_working(due)
    assert sum(map(working.is_working, passed)) == count
    assert working.between(day, due) == count


@given(working_days(), DAYS, DAYS, DAYS)
def test_between_adds_up(working, first, second, third):
    assert working.between(first, second) == -working.between(second, first)
    assert working.between(first, second) + working.between(second, third) == working.between(
        first, third
    )


@given(tables(2026), DAYS)
def test_a_table_says_nothing_of_other_years(given_table, day):
    working = PLAIN.with_table(given_table)

    assert working.knows(day) == (day.year == 2026)
    if day.year != 2026:
        assert (working.is_working(day), working.name_of(day)) == (PLAIN.is_working(day), "")


def test_a_site_replaces_a_year():
    ours = SHIPPED.with_table(table(2026, date(2026, 3, 2)))

    assert (ours.is_working(date(2026, 1, 1)), ours.is_working(date(2026, 3, 2))) == (True, False)
    assert SHIPPED.is_working(date(2026, 3, 2))


def test_nothing_is_the_zeroth_working_day():
    with pytest.raises(ValueError, match="0th"):
        PLAIN.after(date(2026, 1, 1), 0)


def test_every_table_is_shipped_with_its_source():
    assert sorted(SHIPPED.tables) == sorted(int(path.stem) for path in TABLES.iterdir())
    for year, shipped in SHIPPED.tables.items():
        source = shipped.source
        assert source.name.startswith(f"中華民國{year - 1911}年政府行政機關辦公日曆表")
        assert source.issued_on is not None
        assert source.issued_on.year in (year - 1, year)
        assert all([source.issuer, source.reference, source.url, source.certainty])


@pytest.mark.parametrize(
    ("year", "weekdays_off", "worked"), [(2024, 12, 1), (2025, 15, 1), (2026, 16, 0), (2027, 17, 0)]
)
def test_tables_have_as_many_days_as_the_official_files(year, weekdays_off, worked):
    shipped = SHIPPED.tables[year]

    assert (len(shipped.holidays), len(shipped.makeup)) == (weekdays_off, worked)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 2, 17), "補行上班（2月8日）"),
        (date(2025, 2, 8), "補行上班（1月27日）"),
        (date(2025, 5, 1), ""),
        (date(2025, 10, 24), "臺灣光復暨金門古寧頭大捷紀念日（補假）"),
        (date(2026, 5, 1), "勞動節"),
        (date(2026, 9, 28), "孔子誕辰紀念日／教師節"),
        (date(2027, 12, 31), "開國紀念日（補假）"),
        (date(2028, 1, 1), ""),
    ],
)
def test_days_are_named(day, name):
    assert SHIPPED.name_of(day) == name


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2024, 2, 12), date(2024, 2, 7), date(2024, 2, 15)),  # lunar new year of 113
        (date(2024, 2, 17), date(2024, 2, 17), date(2024, 2, 17)),  # a Saturday that is worked
        (date(2025, 2, 1), date(2025, 1, 24), date(2025, 2, 3)),  # lunar new year of 114
        (date(2026, 2, 22), date(2026, 2, 13), date(2026, 2, 23)),  # lunar new year of 115
        (date(2026, 2, 28), date(2026, 2, 26), date(2026, 3, 2)),
        (date(2027, 2, 6), date(2027, 2, 3), date(2027, 2, 11)),  # lunar new year of 116
        (date(2027, 12, 31), date(2027, 12, 30), date(2028, 1, 3)),  # across the year's end
    ],
)
def test_nearest_working_days_by_hand(day, before, after):
    assert (SHIPPED.on_or_before(day), SHIPPED.on_or_after(day)) == (before, after)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("days_off: 103", "days_off: 104"), "2026.yaml: 103 days off, not 104"),
        (("days_off: 103\n", ""), "days_off"),
        (("source: {name: 甲}", "source: {title: 甲}"), "title"),
        (("makeup", "worked"), "worked"),
        (("2026-01-01", "2026-01-04"), "115年1月4日"),
        ((TABLE, "[]"), "2026.yaml"),
    ],
)
def test_a_table_that_is_not_one_is_refused(tmp_path, change, message):
    path = tmp_path / "2026.yaml"
    path.write_text(TABLE.replace(*change), "utf-8")

    with pytest.raises(ValueError, match=message):
        read_table(path)


def test_a_table_reads(tmp_path):
    path = tmp_path / "2026.yaml"
    path.write_text(TABLE, "utf-8")

    assert read_table(path).makeup == {date(2026, 1, 3): "丙", date(2026, 1, 4): "丙"}
