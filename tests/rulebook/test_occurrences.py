"""What falls due: every rule that binds, in every period of its cadence, once."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chahe.deadlines import Cadence, FiscalYear, Period
from chahe.rulebook import load_editions
from chahe.rulebook.lines import lines_of
from chahe.rulebook.occurrences import CALENDAR, event_dues, occurrences_of
from chahe.rulebook.triggers import Trigger

from .invented import book, rule

M, Q, S, A, E = Cadence
YEAR = FiscalYear(2026)
NEW_YEAR = date(2026, 1, 1)
OLD = date(2020, 1, 1)


def same_paths(before, after):
    return {path: path for path in after.by_path if path in before.by_path}


def dues(*editions, today=NEW_YEAR, facts=None, origins=same_paths, year=YEAR):
    lines = lines_of(editions, origins=origins)
    return occurrences_of(
        editions, year=year, facts=lambda day: facts or {}, today=today, lines=lines
    )


def keys(found):
    return [(due.section.path, due.cadence.value, due.period.start.month) for due in found]


def section(path, cadence, *leaves):
    """Make a section and its leaves: each its path below it and, where its own, its cadence."""
    under = [
        rule(f"{path}.{name}", parent=path, cadence=own[0] if own else cadence)
        for name, *own in leaves
    ]
    return rule(path, leaf=not leaves, cadence=cadence), *under


@pytest.mark.parametrize(
    ("cadence", "months"),
    [(M, list(range(1, 13))), (Q, [1, 4, 7, 10]), (S, [1, 7]), (A, [1])],
)
def test_a_section_falls_due_in_every_period_of_its_cadence(cadence, months):
    found = dues(book("a/one", *section("1", (cadence,), "a", "b"), start=OLD))

    assert keys(found) == [("1", cadence.value, month) for month in months]
    assert {tuple(leaf.rule.path for leaf in due.leaves) for due in found} == {("1.a", "1.b")}


def test_a_rule_of_two_cadences_falls_due_in_each():
    found = dues(book("a/one", *section("3", (A,), ("1",), ("4", (A, Q))), start=OLD))

    by_cadence = {(due.cadence, tuple(leaf.rule.path for leaf in due.leaves)) for due in found}
    assert by_cadence == {(A, ("3.1", "3.4")), (Q, ("3.4",))}
    assert Counter(due.cadence for due in found) == {A: 1, Q: 4}


def test_a_leaf_of_its_own_cadence_is_not_in_its_sections():
    found = dues(book("a/one", *section("10", (A,), ("1",), ("4", (S,))), start=OLD))

    assert Counter((due.cadence, due.leaves[0].rule.path) for due in found) == {
        (A, "10.1"): 1,
        (S, "10.4"): 2,
    }


def test_what_only_an_event_asks_is_not_on_the_calendar():
    assert dues(book("a/one", *section("5", (E,), "1"), start=OLD)) == ()


def test_a_rule_that_does_not_bind_is_left_out_and_one_of_an_unknown_fact_is_not():
    (mechanism,) = [e for e in load_editions() if e.id == "twse/mechanism@2018-11-30"]

    unknown, voice = (dues(mechanism, facts=facts) for facts in ({}, {"order_channels": ["voice"]}))

    (network, *_) = (due for due in voice if due.section.path == "7.1")
    (whole, *_) = (due for due in unknown if due.section.path == "7.1")
    assert 0 < len(network.leaves) < len(whole.leaves)


def test_the_day_that_counts_is_today_within_the_period_and_its_edges_elsewhere():
    found = dues(book("a/one", *section("1", (M,), "a"), start=OLD), today=date(2026, 3, 10))

    scoped = [due.scoped_on for due in found[:5]]
    assert scoped == [
        date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 10), date(2026, 4, 1), date(2026, 5, 1)
    ]  # fmt: skip


def two_editions(*later, day="2026-05-20", first=None):
    return (
        book("a/one", *(first or section("1", (M,), "a")), start=OLD),
        book("a/one", *later, edition=day, start=date.fromisoformat(day)),
    )


def test_each_period_is_of_the_edition_on_its_day():
    found = dues(*two_editions(*section("1", (M,), "a")))

    assert [due.edition.edition for due in found] == ["2020-01-01"] * 5 + ["2026-05-20"] * 7


def test_an_edition_that_ends_within_a_period_gives_it_up_and_no_second_group():
    editions = two_editions(*section("1", (A,), "a"), first=section("1", (A,), "a"))

    before, after = (dues(*editions, today=date(2026, 5, day)) for day in (19, 20))

    assert [due.edition.edition for due in (*before, *after)] == ["2020-01-01", "2026-05-20"]
    assert before[0].key == after[0].key


def test_a_renumbered_section_is_the_same():
    editions = two_editions(*section("8", (A,), "a"), first=section("1", (A,), "a"))
    moved = {"8": "1", "8.a": "1.a"}

    keyed = [
        dues(*editions, today=today, origins=lambda before, after: moved)[0].key
        for today in (NEW_YEAR, date(2026, 6, 1))
    ]

    assert keyed[0] == keyed[1]


def test_a_document_that_begins_within_a_period_is_asked_from_its_first_day():
    edition = book("a/one", *section("1", (A,), "a"), start=date(2026, 3, 4))

    (found,) = dues(edition)

    assert (found.period.start, found.scoped_on) == (NEW_YEAR, date(2026, 3, 4))


def test_a_section_that_a_later_edition_adds_is_asked_from_its_first_day():
    found = dues(
        *two_editions(*section("1", (M,), "a"), *section("2", (Q,), "a"), day="2026-05-20")
    )

    quarters = [(due.period.start.month, due.scoped_on) for due in found if due.cadence is Q]
    assert quarters == [
        (4, date(2026, 5, 20)), (7, date(2026, 7, 1)), (10, date(2026, 10, 1))
    ]  # fmt: skip


def test_a_leaf_that_moves_to_a_new_section_is_not_asked_twice_in_a_period():
    first = (*section("1", (A,), "a", "b"),)
    editions = two_editions(*section("1", (A,), "a"), *section("2", (A,), "b", "c"), first=first)
    moved = {"1": "1", "1.a": "1.a", "2.b": "1.b"}

    found = dues(*editions, origins=lambda before, after: moved)

    asked = [[leaf.rule.path for leaf in due.leaves] for due in found]
    assert asked == [["1.a", "1.b"], ["2.c"]]


def test_a_fiscal_year_from_july_has_its_own_halves():
    found = dues(
        book("a/one", *section("1", (S,), "a"), start=OLD), year=FiscalYear(2026, first_month=7)
    )

    assert [due.period.start for due in found] == [date(2026, 7, 1), date(2027, 1, 1)]


def call(*rules):
    return Trigger("leaver", "離職", "姓名", "after", 0, "", rules)


def test_an_event_calls_for_its_rules_by_section_on_its_day():
    edition = book("a/one", *section("5", (S,), "1", "2"), *section("8", (M,), "2"), start=OLD)
    day = date(2026, 2, 28)

    found = event_dues(
        [edition],
        call("a/one@2020-01-01#5.2", "a/one@2020-01-01#8"),
        facts={},
        on=day,
        lines=lines_of([edition]),
    )

    assert [[leaf.rule.path for leaf in due.leaves] for due in found] == [["5.2"], ["8.2"]]
    assert {(due.cadence, due.period) for due in found} == {(E, Period(day, date(2026, 3, 1)))}


def test_an_event_before_a_book_calls_for_nothing():
    edition = book("a/one", *section("5", (S,), "1"), start=date(2026, 3, 4))

    assert (
        event_dues(
            [edition], call("a/one@2020-01-01#5"), facts={}, on=NEW_YEAR, lines=lines_of([edition])
        )
        == ()
    )


CADENCES = st.lists(st.sampled_from(list(Cadence)), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def histories(draw):
    """One to three editions of a document, in which leaves come, go and change their cadence."""
    starts = draw(st.lists(st.integers(-40, 400), min_size=1, max_size=3, unique=True))
    editions = []
    for start in sorted(starts):
        day = NEW_YEAR + timedelta(days=start)
        paths = draw(st.lists(st.sampled_from("123"), min_size=1, max_size=3, unique=True))
        rules = [
            each
            for path in sorted(paths)
            for each in section(path, draw(CADENCES), ("a", draw(CADENCES)), ("b", draw(CADENCES)))
        ]
        editions.append(book("a/one", *rules, edition=day.isoformat(), start=day))
    return editions


@given(histories(), st.dates(date(2025, 12, 1), date(2027, 1, 31)))
@settings(max_examples=150, deadline=None)
def test_no_occurrence_is_lost_or_doubled(editions, today):
    """A rule that an edition drops and a later one brings back is another rule: another line."""
    found, lines = dues(*editions, today=today), lines_of(editions, origins=same_paths)

    asked = Counter(
        (lines[due.edition.id][leaf.rule.path], due.cadence, due.period)
        for due in found
        for leaf in due.leaves
    )
    assert set(asked.values()) <= {1}
    assert len({due.key for due in found}) == len(found)
    assert set(asked) >= expected(editions, today, lines)


def expected(editions, today, lines):
    """Return what the edition in force on each period's day asks, reckoned another way."""
    wanted = set()
    for cadence in CALENDAR:
        for period in YEAR.periods(cadence):
            day = min(max(period.start, today), period.last_day)
            held = [edition for edition in editions if edition.start <= day]
            for leaf in held[-1].rules if held else ():
                if leaf.leaf and cadence in leaf.cadence:
                    wanted.add((lines[held[-1].id][leaf.path], cadence, period))
    return wanted


@given(histories(), st.dates(NEW_YEAR, date(2026, 12, 31)))
@settings(max_examples=50, deadline=None)
def test_time_never_loses_a_period_that_was_asked_and_still_is(editions, today):
    """Planned at new year or later, an edition unchanged since asks the same keys."""
    still = [edition for edition in editions if edition.start <= NEW_YEAR][-1:]
    if not still:
        return

    early, late = (dues(*still, today=day) for day in (NEW_YEAR, today))

    assert [due.key for due in early] == [due.key for due in late]
