"""Every edition there is: the books we ship, and those imported here that are in force.

What is imported changes while the site runs, in any of its processes, so each request asks the
database once which imported editions there are, and only that. An edition's book is written once,
when it is confirmed, so what is made of it is kept in the process under the book's digest.

Within a request the answer is remembered (`_ASKED`, which the signals around a request fill and
empty); outside one, in a command or a task, every call asks. `forget` is for who confirms.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.core.signals import request_finished, request_started
from django.db.models import QuerySet

from chahe.rulebook import Edition, load_editions
from chahe.rulebook.book import read_book

from .models import BoundText, ImportedEdition, ImportState

_Keys = tuple[tuple[str, str], ...]  # digest of a book, `document@edition` it is based on
_ASKED: ContextVar[list[_Keys] | None] = ContextVar("editions asked for in this request")


def editions() -> tuple[Edition, ...]:
    """Return every edition of every document, by document, then earliest first."""
    keys = _imported()
    return _joined(keys) if keys else load_editions()


def edition_by_id(edition_id: str) -> Edition | None:
    """Return an edition, `document@edition`; one that we ship costs no query."""
    return _shipped().get(edition_id) or _by_id(_imported()).get(edition_id)


def is_shipped(edition_id: str) -> bool:
    """Say whether an edition is one of the books we ship."""
    return edition_id in _shipped()


def base_of(edition: Edition) -> Edition | None:
    """Return the edition that an edition tells its changes against; None if there is none."""
    if is_shipped(edition.id):
        mine = [each for each in load_editions() if each.document == edition.document]
        place = [each.id for each in mine].index(edition.id)
        return mine[place - 1] if place else None
    keys = _imported()
    bases = {_book(digest).id: base for digest, base in keys}
    return _by_id(keys).get(bases.get(edition.id, ""))


def lineage_of(citation: str) -> tuple[str, ...]:
    """Return a rule, cited `document@edition#path`, and those it was carried over from."""
    edition_id, _, path = citation.partition("#")
    edition = edition_by_id(edition_id)
    rule = edition.by_path.get(path) if edition else None
    return (citation, *rule.lineage) if rule else (citation,)


def official_texts(edition_id: str) -> Mapping[str, str]:
    """Return the official texts bound to an edition's rules, by path; with one query."""
    document, _, edition = edition_id.partition("@")
    return dict(bound_to(document, edition).values_list("path", "text"))


def bound_to(document: str, edition: str) -> QuerySet[BoundText]:
    """Return the texts bound to an edition, the one that holds of each rule last."""
    bound = BoundText.objects.filter(document=document, edition=edition)
    return bound.filter(imported__state=ImportState.IN_FORCE).order_by(
        "imported__confirmed_at", "id"
    )


def forget() -> None:
    """Ask again, in this request, what is imported."""
    if (asked := _ASKED.get(None)) is not None:
        asked.clear()


def _imported() -> _Keys:
    asked = _ASKED.get(None)
    if asked:
        return asked[0]
    rows = ImportedEdition.objects.filter(state=ImportState.IN_FORCE, only_text=False)
    keys = tuple(rows.order_by("id").values_list("digest", "base"))
    if asked is not None:
        asked.append(keys)
    return keys


@cache
def _shipped() -> Mapping[str, Edition]:
    return {edition.id: edition for edition in load_editions()}


@lru_cache(maxsize=8)
def _joined(keys: _Keys) -> tuple[Edition, ...]:
    found = [*load_editions(), *(_book(digest) for digest, _ in keys)]
    return tuple(sorted(found, key=lambda each: (each.document, each.start or date.min)))


@lru_cache(maxsize=8)
def _by_id(keys: _Keys) -> Mapping[str, Edition]:
    return {edition.id: edition for edition in _joined(keys)}


@lru_cache(maxsize=64)
def _book(digest: str) -> Edition:
    kept = ImportedEdition.objects.filter(digest=digest).values_list("book", flat=True)
    return read_book(kept[0])


def begin(**_: Any) -> None:
    """Remember from here on what is asked."""
    _ASKED.set([])


def end(**_: Any) -> None:
    """Forget what was asked, and ask every time."""
    _ASKED.set(None)


request_started.connect(begin, dispatch_uid="editions asked for once")
request_finished.connect(end, dispatch_uid="editions asked for once")
