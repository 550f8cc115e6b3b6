from dataclasses import replace

import pytest
from tests.standards.books import (
    AT,
    DOORS,
    ELSEWHERE,
    GATES,
    LOCKS,
    RELATIONS,
    crosswalk,
)
from tests.standards.validating import errors

from chahe.rulebook import Change, ChangeKind
from chahe.rulebook.crosswalk import Crosswalk, Kind
from chahe.standards import as_bytes, oscal_mapping


def mapping(known, source=GATES, target=DOORS):
    made = oscal_mapping(known, source=source, target=target, at=AT)
    assert errors(made) == []
    (one,) = made["mapping-collection"]["mappings"]
    return one


def told(one):
    return [
        (each["sources"][0]["id-ref"], each["relationship"], each["targets"][0]["id-ref"])
        for each in one["maps"]
    ]


def test_mapping_has_the_relations_between_the_two_whichever_way_they_were_written():
    assert told(mapping(RELATIONS)) == [
        ("rule-1.1", "subset-of", "rule-2"),
        ("rule-1.2.a", "subset-of", "rule-3"),
    ]
    assert told(mapping(RELATIONS, DOORS, GATES)) == [
        ("rule-2", "superset-of", "rule-1.1"),
        ("rule-3", "superset-of", "rule-1.2.a"),
    ]


@pytest.mark.parametrize(
    ("kind", "relationship"),
    [
        ("equal", "equivalent-to"),
        ("narrower", "subset-of"),
        ("wider", "superset-of"),
        ("related", "intersects-with"),
    ],
)
def test_mapping_says_each_kind_in_oscals_words(kind, relationship):
    assert told(mapping(crosswalk(replace(LOCKS, kind=Kind(kind))))) == [
        ("rule-1.1", relationship, "rule-2")
    ]


def test_mapping_keeps_basis_and_note():
    one = mapping(RELATIONS)["maps"][0]

    assert [(p["name"], p["value"]) for p in one["props"]] == [
        ("basis", "stated"),
        ("stated-by", "虛構公會"),
    ]
    assert one["remarks"] == "門鎖是門的一部分"


def test_mapping_lists_the_leaves_that_nothing_reaches():
    one = mapping(crosswalk(LOCKS))

    assert one["source-gap-summary"]["unmapped-controls"] == [{"with-ids": ["rule-1.2.a"]}]
    assert one["target-gap-summary"]["unmapped-controls"] == [{"with-ids": ["rule-3"]}]
    assert "source-gap-summary" not in mapping(RELATIONS)


def test_mapping_to_a_later_edition_is_that_to_the_rules_it_kept():
    kept = [replace(rule, change=Change(ChangeKind.SAME, rule.path, "")) for rule in DOORS.rules]
    later = replace(DOORS, edition="2027-01-01", rules=tuple(kept))
    known = Crosswalk([LOCKS], editions=[GATES, DOORS, later])

    assert told(mapping(known, target=later)) == [("rule-1.1", "subset-of", "rule-2")]


def test_mapping_is_the_same_bytes_each_time():
    made = [as_bytes(oscal_mapping(RELATIONS, source=GATES, target=DOORS, at=AT)) for _ in "ab"]

    assert made[0] == made[1]


def test_mapping_of_what_nothing_relates_is_refused():
    with pytest.raises(ValueError, match="no relation"):
        oscal_mapping(crosswalk(*ELSEWHERE), source=GATES, target=DOORS, at=AT)
