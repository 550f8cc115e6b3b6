"""Both editions of the mechanism, counted against the exchange's comparison table (S0)."""

from collections import Counter

import pytest

from chahe.rulebook import ChangeKind, load_editions

EDITIONS = {edition.edition: edition for edition in load_editions()}
AFTER, BEFORE = EDITIONS["2018-11-30"], EDITIONS["before-2018-11-30"]


def shapes(edition):
    """Count rules as the table prints them: points, (n) items, letters, (letters)."""
    found = Counter()
    for rule in edition.rules:
        *above, part = rule.path.split(".")
        if not above:
            found["point"] += 1
        elif part.isdigit():
            found["(n)"] += 1
        elif above[-1].isalpha():
            found["(letter)"] += 1
        else:
            found["letter"] += 1
    return found


def test_every_line_of_both_columns_is_a_rule():
    assert shapes(AFTER) == {"point": 13, "(n)": 56, "letter": 73, "(letter)": 48}
    assert shapes(BEFORE) == {"point": 12, "(n)": 50, "letter": 60, "(letter)": 28}
    assert (len(AFTER.rules), len(BEFORE.rules)) == (190, 150)


CODES = {  # code: path, cadence, applicability of its heading
    "CC-11000": ("1", "annual", "internet"),
    "CC-12000": ("2", "annual", ""),
    "CC-13000": ("3", "annual", ""),
    "CC-14000": ("4", "semiannual", ""),
    "CC-15000": ("5", "semiannual", ""),
    "CC-16000": ("6", "semiannual", ""),
    "CC-17000": ("7", "", ""),
    "CC-17010": ("7.1", "monthly", "internet"),
    "CC-17020": ("7.2", "semiannual", ""),
    "CC-18000": ("8", "monthly", ""),
    "CC-19000": ("9", "semiannual", ""),
    "CC-20000": ("10", "semiannual", ""),
    "CC-21000": ("11", "semiannual", ""),
    "CC-21100": ("12", "annual", ""),
    "CC-22000": ("13", "semiannual", ""),
    "CC-22010": ("13.a", "semiannual", ""),
}
INTERNET = {"fact": "order_channels", "has": "internet"}


@pytest.mark.parametrize("code", CODES)
def test_code_has_its_place_cadence_and_applicability(code):
    path, cadence, applies = CODES[code]

    rule = next(rule for rule in AFTER.rules if rule.code == code)

    assert rule.path == path
    assert [word.value for word in rule.cadence] == ([cadence] if cadence else [])
    assert (rule.applies.as_data() if rule.applies else None) == (INTERNET if applies else None)


def test_before_has_the_same_codes_but_for_new_technology():
    codes = {rule.code for rule in BEFORE.rules}

    assert codes == set(CODES) - {"CC-21100"}
    for code in codes - {"CC-22000", "CC-22010"}:
        path, cadence, _ = CODES[code]
        assert BEFORE.by_path[path].code == code
        assert [word.value for word in BEFORE.by_path[path].cadence] == (
            [cadence] if cadence else []
        )
    assert BEFORE.by_path["12"].code == "CC-22000"


def test_items_that_differ_from_their_heading():
    either = {"any": [INTERNET, {"fact": "bidding_terminal_public", "is": True}]}
    expected = {
        "4.2": INTERNET,
        "5.5": INTERNET,
        "9.9": INTERNET,
        "7.1.a": either,
        "7.1.b.c": either,
        "7.1.e.e": either,
        "7.1.c": INTERNET,
        "7.1.f.a": INTERNET,
    }
    for edition in (AFTER, BEFORE):
        found = {path: edition.by_path[path].applies.as_data() for path in expected}
        assert found == expected


def test_changes_are_those_of_the_table():
    changed = {
        rule.path: (rule.change.kind, rule.change.origin)
        for rule in AFTER.rules
        if rule.change.kind is not ChangeKind.SAME
    }
    twelve = {r.path: (ChangeKind.NEW, None) for r in AFTER.rules if r.path.split(".")[0] == "12"}
    thirteen = {
        rule.path: (ChangeKind.RENUMBERED, "12" + rule.path.removeprefix("13"))
        for rule in AFTER.rules
        if rule.path.split(".")[0] == "13"
    }

    assert changed == {
        "2.6": (ChangeKind.NEW, None),
        "3.1": (ChangeKind.NEW, None),
        "3.2": (ChangeKind.RENUMBERED, "3.1"),
        "3.3": (ChangeKind.REWORDED, "3.2"),
        "3.4": (ChangeKind.RENUMBERED, "3.3"),
        "3.5": (ChangeKind.RENUMBERED, "3.4"),
        **twelve,
        **thirteen,
    }
    assert all(rule.change is None for rule in BEFORE.rules)


def test_unchanged_rules_ask_the_same_in_both():
    for rule in AFTER.rules:
        if rule.change.kind in (ChangeKind.SAME, ChangeKind.RENUMBERED):
            assert BEFORE.by_path[rule.change.origin].question == rule.question


def test_strength_keeps_advice_and_questions_apart():
    asked = {rule.path for rule in AFTER.rules if rule.strength == "question"}

    assert asked == {"8.6.a", "8.6.b", "9.2", "11.2"}
    assert {"10.4", "12.3.c.b", "12.4.d"} <= {
        rule.path for rule in AFTER.rules if rule.strength == "should"
    }


def test_thresholds_that_disagree_elsewhere_are_data():
    tries = AFTER.by_path["8.3.e"].thresholds[0]
    kept = AFTER.by_path["7.1.b.c"].thresholds[0]

    assert (tries.value, kept.value, kept.unit) == (3, 3, "年")
