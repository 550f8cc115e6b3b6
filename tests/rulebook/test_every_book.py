"""What every book owes its reader."""

import pytest

from chahe.rulebook import evidence_kinds, fact_kinds, load_editions
from chahe.rulebook.load import BOOKS
from chahe.rulebook.predicate import parse_predicate

EDITIONS = load_editions()


def test_every_file_is_an_edition():
    assert len(EDITIONS) == len(list(BOOKS.rglob("*.yaml")))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_edition(edition):
    for rule in edition.rules:
        assert rule.title and rule.code and rule.ref, rule.path
        assert "？" in rule.question, rule.path
        if rule.leaf:
            assert rule.procedure and rule.evidence, rule.path
            assert len({step.text for step in rule.procedure}) == len(rule.procedure), rule.path
    refs = [rule.ref for rule in edition.rules]
    assert len(set(refs)) == len(refs)


@pytest.mark.parametrize("kind", fact_kinds().values(), ids=lambda kind: kind.id)
def test_fact_is_asked_and_can_be_stated(kind):
    assert kind.question.endswith("？")
    assert kind.type in {"boolean", "choice", "choices", "number"}
    assert bool(kind.choices) == kind.type.startswith("choice")
    assert kind.source and kind.group and kind.order > 0
    if "#" in kind.source:
        edition, _, path = kind.source.partition("#")
        assert path in {e.id: e for e in EDITIONS}[edition].by_path
    if kind.asked_when is not None:
        wanted = parse_predicate(kind.asked_when, fact_kinds()).open_facts({})
        assert kind.id not in wanted


def test_every_kind_of_evidence_is_asked_for_somewhere():
    asked = {name for edition in EDITIONS for rule in edition.rules for name in rule.evidence}
    assert set(evidence_kinds()) - asked == set()
