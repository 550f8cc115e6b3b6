"""Read the books: `books/<body>/<document>/<edition>.yaml`.

An edition's file is named by the day it came into force, `before-<day>` when only the day it
ended is known, or `undated` when neither is: then it holds until a dated one begins. Fields
nobody reads are refused, so that a slip of the pen is not lost.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from .model import Change, ChangeKind, Definition, Edition, Notice
from .tree import BookError, grow

__all__ = ["BOOKS", "UNDATED", "BookError", "load_editions", "read_edition"]

BOOKS = Path(__file__).parent / "books"
UNDATED = "undated"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NONE = Edition("", "", "", "", "", None, ())
_FIELDS = {"title", "body", "source", "scopes", "rules"}
_OPTIONAL = {"definitions", "notices", "own_codes"}


@cache
def load_editions() -> tuple[Edition, ...]:
    """Return every edition of every document, by document, then earliest first.

    :raises BookError: if a file is not what a book must be; names the file and the rule
    """
    editions = [read_edition(path) for path in BOOKS.glob("*/*/*.yaml")]
    editions.sort(key=lambda e: (e.document, e.start or date.min))
    return tuple(
        _with_changes(edition) if before.document == edition.document else edition
        for before, edition in zip([_NONE, *editions], editions, strict=False)
    )


def _with_changes(edition: Edition) -> Edition:
    """Say of every rule that states no change that it is the same as in the edition before."""
    return replace(
        edition,
        rules=tuple(
            rule if rule.change else replace(rule, change=Change(ChangeKind.SAME, rule.path, ""))
            for rule in edition.rules
        ),
    )


def read_edition(path: Path) -> Edition:
    """Read one edition's file.

    :raises BookError: if a field is missing, unknown, of the wrong type or contradicts another
    """
    raw = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 (safe loader, in C)
    if not isinstance(raw, Mapping) or (wrong := _FIELDS ^ set(raw) - _OPTIONAL):
        raise BookError(f"{path.name}: missing or unknown {sorted(map(str, wrong))}")
    try:
        rules = grow(raw["rules"], raw["scopes"])
        definitions = tuple(Definition(**entry) for entry in raw.get("definitions", ()))
        notices = tuple(_notice(**entry) for entry in raw.get("notices", ()))
    except (BookError, TypeError, ValueError) as error:
        raise BookError(f"{path.name}: {error}") from None
    return Edition(
        document=f"{path.parent.parent.name}/{path.parent.name}",
        edition=path.stem,
        title=raw["title"],
        body=raw["body"],
        source=raw["source"],
        start=_start(path),
        rules=rules,
        definitions=definitions,
        notices=notices,
        own_codes=raw.get("own_codes") is True,
    )


def _notice(*, day: date, points: list[str], summary: str, source: str) -> Notice:
    return Notice(day, tuple(points), summary, source)


def _start(path: Path) -> date | None:
    if path.stem == UNDATED:
        return None
    if path.stem.startswith("before-"):
        date.fromisoformat(path.stem.removeprefix("before-"))
        return None
    try:
        return date.fromisoformat(path.stem)
    except ValueError:
        raise BookError(
            f"{path.name}: name it by the day in force, before-<day> or undated"
        ) from None
