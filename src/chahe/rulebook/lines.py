"""Rules through the editions of their documents: a line is one rule, whatever its number then."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from .compare import compare_editions
from .model import Edition

Lines = Mapping[str, Mapping[str, str]]  # edition's id → path → line
Origins = Callable[[Edition, Edition], Mapping[str, str]]  # path in the later → in the earlier


def lines_of(editions: Iterable[Edition], *, origins: Origins | None = None) -> Lines:
    """Return the line of every rule: `edition#path` where it was first seen in its document.

    `editions` are by document, then earliest first. `origins` tells which rule was which in the
    edition before; without it what shipped editions state, or likeness, does.
    """
    found: dict[str, Mapping[str, str]] = {}
    for _, group in groupby(editions, key=lambda edition: edition.document):
        before: Edition | None = None
        for edition in group:
            came_from = (origins or _origins)(before, edition) if before else {}
            earlier = found[before.id] if before else {}
            found[edition.id] = {
                path: earlier.get(came_from.get(path, ""), f"{edition.edition}#{path}")
                for path in edition.by_path
            }
            before = edition
    return found


def _origins(before: Edition, after: Edition) -> Mapping[str, str]:
    return {
        each.path: each.origin
        for each in compare_editions(before, after)
        if each.path is not None and each.origin is not None
    }
