"""Keep the index true to what it is made from.

Findings are indexed as they are saved, in the same transaction. The program brings books, and
says how a text is indexed: what the index was made from is compared with both when the site
starts (`refresh`). Imports are put in force and withdrawn while it runs, in any process: so they
are asked after before each search (`catch_up`). None of this is an act of a person, and nothing
is lost with the index, so none of it is journalled.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from chahe.rulebook.load import BOOKS

from ..inspections.kinds import ISSUED
from ..inspections.models import Finding, Inspection
from ..rulebooks.editions import editions, forget, official_texts
from ..rulebooks.models import ImportedEdition, ImportState
from . import bigrams, entries, terms
from .entries import Entry, of_books, of_finding
from .models import Indexed, IndexedText, IndexedWords, Kind

CHUNK = 500
PARTS = 3  # books, imports, findings
_MADE_BY = (bigrams, terms, entries)


def refresh() -> None:
    """Make again what part of the index is not made from what there is now."""
    _make({"books": _books_digest(), "imports": _imports_digest()}, _index_books)
    _make({"findings": _program_digest()}, _index_findings)


def catch_up() -> None:
    """Index the imports in force, if others were when it was last done; or all, if nothing was.

    Processes of two versions beside each other agree on this, so they do not undo one another.
    """
    made = dict(Indexed.objects.values_list("part", "digest"))
    if len(made) < PARTS:
        refresh()
    elif made["imports"] != (now := _imports_digest()):
        _make({"imports": now}, _index_books)


def index_finding(finding: Finding) -> None:
    """Index a finding as it stands, if all who may search the firm's may see it."""
    if Finding.objects.filter(ISSUED, pk=finding.pk).exists():
        _replace([of_finding(finding)])


def index_findings_of(inspection: Inspection) -> None:
    """Index the findings of an inspection that has been sealed."""
    _replace([of_finding(each) for each in Finding.objects.filter(paper__inspection=inspection)])


@transaction.atomic
def _make(digests: dict[str, str], make: Callable[[], None]) -> None:
    for part in digests:
        Indexed.objects.get_or_create(part=part, defaults={"digest": ""})
    states = Indexed.objects.select_for_update().filter(part__in=digests).order_by("part")
    stale = [state for state in states if state.digest != digests[state.part]]
    if stale:  # and nobody made it while we waited
        make()
    for state in stale:
        state.digest = digests[state.part]
        state.save(update_fields=["digest"])


def _index_books() -> None:
    forget()
    every = editions()
    named = {each.edition_id for each in _in_force().only("document", "edition")}
    official = {each.id: official_texts(each.id) for each in every if each.id in named}
    IndexedText.objects.exclude(kind=Kind.FINDING).delete()
    for some in _some(of_books(every, official)):
        keep(some)


def _index_findings() -> None:
    """Index every finding, some at a time; one that is being saved waits, or is waited for."""
    pks = list(Finding.objects.filter(ISSUED).order_by("pk").values_list("pk", flat=True))
    for some in _some(pks):
        locked = Finding.objects.select_for_update().filter(pk__in=some)
        _replace([of_finding(each) for each in locked])


def _some(every: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(every)
    while some := list(islice(rest, CHUNK)):
        yield some


@transaction.atomic
def _replace(entries: Sequence[Entry]) -> None:
    subjects = [entry.subject for entry in entries]
    IndexedText.objects.filter(kind=Kind.FINDING, subject__in=subjects).delete()
    keep(entries)


def keep(entries: Sequence[Entry]) -> None:
    """Add what is not in the index yet."""
    texts = IndexedText.objects.bulk_create(entry.as_text() for entry in entries)
    IndexedWords.objects.bulk_create(
        entry.as_words(text) for entry, text in zip(entries, texts, strict=True)
    )


def _books_digest() -> str:
    return _sha256(f"{_program_digest()} {_shipped_digest()}")


def _imports_digest() -> str:
    """Return the digest of which imports are in force; what each says is never changed."""
    return _sha256(f"{[*_in_force().order_by('pk').values_list('pk', flat=True)]}")


def _in_force() -> QuerySet[ImportedEdition]:
    return ImportedEdition.objects.filter(state=ImportState.IN_FORCE)


@cache
def _shipped_digest() -> str:
    return _digest_of(sorted(BOOKS.glob("*/*/*.yaml")))


@cache
def _program_digest() -> str:
    """Return the digest of the files that say how a text is indexed."""
    return _digest_of(Path(str(module.__file__)) for module in _MADE_BY)


def _digest_of(files: Iterable[Path]) -> str:
    return _sha256(" ".join(hashlib.sha256(file.read_bytes()).hexdigest() for file in files))


def _sha256(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()
