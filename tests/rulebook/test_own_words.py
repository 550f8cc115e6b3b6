"""What people read in a book is ours: no sentence of a founding document is in it."""

import re
from pathlib import Path

import pytest

from chahe.rulebook import load_editions

SEEDS = sorted(Path(__file__).parents[3].glob("shared/seeds/0*.txt"))
EDITIONS = [
    edition
    for edition in load_editions()
    if edition.document
    in {"tsa/emerging-technology", "twse/inspection-points", "twse/control-standard-2018"}
]
LONGEST = 20  # characters in a row, marks aside


def plain(text):
    return re.sub(r"[\W_]", "", text)


@pytest.fixture(scope="module")
def runs():
    found = set()
    for path in SEEDS:
        text = plain(path.read_text("utf-8"))
        found |= {text[i : i + LONGEST] for i in range(len(text) - LONGEST + 1)}
    return found


@pytest.mark.skipif(not SEEDS, reason="the founding documents are not here")
@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_nothing_is_copied(edition, runs):
    said = [
        (rule.path, text)
        for rule in edition.rules
        for text in (
            rule.title,
            rule.question,
            *(step.text for step in rule.procedure),
            *(f"{each.title}{each.population}{each.action}" for each in rule.thresholds),
        )
    ]
    said += [(each.path, each.meaning) for each in edition.definitions]

    copied = [
        (path, plain(text)[i : i + LONGEST])
        for path, text in said
        for i in range(len(plain(text)) - LONGEST + 1)
        if plain(text)[i : i + LONGEST] in runs
    ]
    assert copied == []
