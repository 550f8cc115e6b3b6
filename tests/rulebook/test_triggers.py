"""Triggers cite rules there are, and every event's rule has one."""

import pytest

from chahe.deadlines import Cadence
from chahe.rulebook import BookError, load_editions
from chahe.rulebook.triggers import HERE, Trigger, load_triggers, read_trigger

from .invented import book, rule

TRIGGERS = load_triggers()
EDITIONS = {edition.id: edition for edition in load_editions()}
FILE = (
    "title: 上線\nsubject: 系統\nwhen: before\ndays: 3\nown: true\nrules: ['a/one@2020-01-01#1']\n"
)


def trigger(*rules, **said):
    said = {"title": "上線", "subject": "系統", "when": "before", "days": 0, "source": "", **said}
    return Trigger(id="release", rules=rules, **said)


def test_every_trigger_is_a_file():
    assert sorted(TRIGGERS) == sorted(path.stem for path in HERE.glob("*.yaml"))
    with pytest.raises(TypeError):
        TRIGGERS["another"] = None


@pytest.mark.parametrize("name", TRIGGERS)
def test_every_rule_it_cites_is_in_its_book(name):
    cited = [each.partition("#") for each in TRIGGERS[name].rules]

    assert [
        f"{edition}#{path}"
        for edition, _, path in cited
        if edition not in EDITIONS or path not in EDITIONS[edition].by_path
    ] == []


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_every_rule_of_an_event_has_a_trigger(edition):
    called = {leaf.path for each in TRIGGERS.values() for leaf in each.leaves(edition)}

    asked = {rule.path for rule in edition.rules if rule.leaf and Cadence.EVENT in rule.cadence}
    assert asked - called == set()


@pytest.mark.parametrize("name", TRIGGERS)
def test_it_asks_the_same_of_both_editions_of_the_mechanism(name):
    """What only the later edition asks is named; nothing is forgotten in the earlier one."""
    later, earlier = (
        {leaf.path for leaf in TRIGGERS[name].leaves(EDITIONS[f"twse/mechanism@{day}"])}
        for day in ("2018-11-30", "before-2018-11-30")
    )

    assert later - earlier <= {"12.3.a.b"}
    assert earlier - later == set()


@pytest.mark.parametrize("name", TRIGGERS)
def test_a_day_that_is_our_own_choice_is_the_day_itself(name):
    found = TRIGGERS[name]

    assert found.days == 0 or not found.own


def test_a_rule_with_others_below_stands_for_all_its_leaves():
    edition = book("a/one", rule("1", leaf=False), rule("1.1", parent="1"), rule("1.2", parent="1"))

    assert [each.path for each in trigger("a/one@2020-01-01#1").leaves(edition)] == ["1.1", "1.2"]


def test_an_imported_rule_is_called_for_as_the_one_it_came_from():
    imported = book("a/one", rule("7", lineage=("a/one@2020-01-01#1",)), edition="2026-01-01")

    assert [each.path for each in trigger("a/one@2020-01-01#1").leaves(imported)] == ["7"]


@pytest.mark.parametrize(("when", "offset"), [("before", -3), ("after", 3)])
def test_days_count_from_the_event(when, offset):
    assert trigger(when=when, days=3).offset == offset


def test_a_file_is_read_whole():
    found = read_trigger("release", FILE)

    assert (found.id, found.days, found.own, found.rules) == (
        "release", 3, True, ("a/one@2020-01-01#1",)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("own: true", "own: false"),
        ("own: true", "source: ''"),
        ("own: true\n", ""),
        ("own: true", "own: true\nsource: 甲"),
        ("days: 3", "days: -1"),
        ("days: 3", "days: true"),
        ("when: before", "when: 那天"),
        ("['a/one@2020-01-01#1']", "[]"),
        ("['a/one@2020-01-01#1']", "[a, a]"),
        ("title: 上線", "name: 上線"),
    ],
)
def test_a_slip_of_the_pen_is_refused(old, new):
    with pytest.raises(BookError, match=r"release\.yaml"):
        read_trigger("release", FILE.replace(old, new))
