"""Which editions there are to compare, and which two an address means."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from chahe.rulebook import Edition

from ..templatetags.rulebook_words import edition_name
from .editions import edition_by_id, editions


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every edition there is to choose, (id, name), by document, the newest first."""
    found = []
    for _, group in groupby(editions(), key=lambda edition: edition.document):
        held = [*group][::-1]
        found.append((held[0].title, [(each.id, edition_name(each)) for each in held]))
    return found


def chosen(before_id: str, after_id: str) -> tuple[Edition, Edition]:
    """Return the two editions asked for; in place of one that is not there, the other's neighbour.

    Without either, the two that stand last among editions of one document.
    """
    every = editions()
    before, after = edition_by_id(before_id), edition_by_id(after_id)
    if before and after:
        return before, after
    if before:
        return before, _beside(before, every, 1)
    if after:
        return _beside(after, every, -1), after
    return _latest(every)


def _beside(edition: Edition, every: Sequence[Edition], step: int) -> Edition:
    """Return the edition before or after one, of the same document; itself if there is none."""
    mine = [each for each in every if each.document == edition.document]
    place = [each.id for each in mine].index(edition.id) + step
    return mine[min(max(place, 0), len(mine) - 1)]


def _latest(every: Sequence[Edition]) -> tuple[Edition, Edition]:
    pairs = [pair for pair in pairwise(every) if pair[0].document == pair[1].document]
    return pairs[-1] if pairs else (every[0], every[-1])
