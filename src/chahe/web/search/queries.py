"""Questions to the index. Whom a finding is for is asked in the same query as what it says.

Of each kind the first so many are read, in their order: the newest edition's rules, the newest
findings. A search therefore takes as long among a million texts as it does among a thousand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from chahe.workflow import InspectionKind

from ..firms.models import Membership, held_on
from ..inspections.kinds import KINDS, VIEW_OPEN
from ..rulebooks.editions import editions
from ..templatetags.rulebook_words import edition_name
from .entries import places_of
from .models import Asked, IndexedText, IndexedWords, Kind
from .snippets import Pieces, marked, snippet
from .terms import Question

MOST, TYPED_MOST = 1_000, 100  # texts of a kind that are read, and while somebody types
READERS = KINDS[InspectionKind.SELF][VIEW_OPEN]  # what is indexed, they all see


@dataclass(frozen=True)
class Found:
    """The places of what was found, best first; of the kinds in `more` there is more."""

    places: list[int]
    counts: dict[str, int]
    more: frozenset[str]

    @property
    def count(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Hit:
    """A text that was found, as it is shown: `where` is the edition or the firm it is of."""

    text: IndexedText
    title: Pieces
    body: Pieces
    where: str


def visible(user: Any) -> QuerySet[IndexedWords]:
    """Return the texts a user may see: everybody's, and those of firms whose findings they read."""
    today = timezone.localdate()
    reading = Membership.objects.filter(held_on(today), user=user, role__in=sorted(READERS))
    return IndexedWords.objects.filter(
        Q(text__firm=None)
        | Q(text__firm__in=reading.filter(firm__isnull=False).values("firm"))
        | Exists(reading.filter(firm=None))
    )


def read_by(user: Any) -> frozenset[int] | None:
    """Return the firms whose findings a user reads, to look only there; None: every firm's."""
    firms = {firm for firm, role in user.held() if role in READERS}
    return None if None in firms else frozenset(firms)


def find(
    rows: QuerySet[IndexedWords],
    question: Question,
    *,
    firms: frozenset[int] | None,
    most: int = MOST,
) -> Found:
    """Return which of some texts have every term of a question, at most so many of each kind.

    What is named so comes first, then what has every term in its names or title, then the rest.
    """
    ranked: list[tuple[int, int]] = []
    counts: dict[str, int] = {}
    for kind in Kind if question.terms else ():
        found = _of_kind(rows, kind, Asked(question, firms if kind == Kind.FINDING else None), most)
        counts[kind] = len(found)
        ranked += [(_rank(heading, question), place) for place, heading in found[:most]]
    more = frozenset(kind for kind, count in counts.items() if count > most)
    counts = {kind: min(count, most) for kind, count in counts.items()}
    return Found([place for _, place in sorted(ranked)], counts, more)


def _of_kind(
    rows: QuerySet[IndexedWords], kind: Kind, asked: Asked, most: int
) -> list[tuple[int, str]]:
    if asked.firms is not None and not asked.firms:
        return []
    places = places_of(kind)
    rows = rows.filter(words__answers=asked, pk__gte=places.start, pk__lt=places.stop)
    return list(rows.order_by("pk").values_list("pk", "text__heading")[: most + 1])


def _rank(heading: str, question: Question) -> int:
    if f"|{question.whole}|" in heading:
        return 0
    return 1 if all(needle in heading for needle in question.needles) else 2


def best(user: Any, question: Question, *, shown: int) -> tuple[list[Hit], Found]:
    """Return the first few of what a user finds, and all of it, as far as it is read."""
    found = find(visible(user), question, firms=read_by(user), most=TYPED_MOST)
    return show(found.places[:shown], question, most=48), found


def show(places: Iterable[int], question: Question, *, most: int) -> list[Hit]:
    """Return what was found as it is shown, with at most so many characters around it."""
    names = {
        (each.document, each.edition): f"{each.title}　{edition_name(each)}" for each in editions()
    }
    shown = list(places)
    texts = IndexedText.objects.select_related("firm", "of").defer("of__words", "of__folded")
    found = texts.in_bulk(shown)
    return [
        Hit(
            text,
            marked(f"{text.ref}　{text.title}".strip("　"), question.needles),
            snippet(text.of.body, question.needles, most=most),
            str(text.firm) if text.firm else names.get((text.document, text.edition), ""),
        )
        for text in (found[place] for place in shown)
    ]
