"""Figures people have entered, as values that stand beside what documents say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from django.db.models import Q, QuerySet

from chahe.rulebook.parameter import Topic, Value, load_topics
from chahe.rulebook.quantity import Quantity

from ..firms.models import Firm
from ..templatetags.taiwan import roc_time
from .models import EnteredFigure

OF_FIRM, OF_ALL = "公司填寫", "本站統一填寫"


@dataclass(frozen=True)
class Entered:
    """A statement of a figure, whom it is for in words, and when it holds: past, now or coming."""

    figure: EnteredFigure
    title: str
    state: str

    @property
    def holds(self) -> bool:
        return self.state == "now" and not self.figure.ended


def topic_to_enter(name: str) -> Topic | None:
    """Return a topic whose official figure nobody has found; None if people enter no such one."""
    topic = load_topics().get(name)
    return topic if topic and topic.entered_by_user else None


def figures_for_all(*, on: date) -> list[tuple[Topic, list[Entered]]]:
    """Return every topic people enter, with what holds for every firm; in one query."""
    topics = [topic for topic in load_topics().values() if topic.entered_by_user]
    entered: dict[str, list[EnteredFigure]] = {}
    for figure in _latest_first(EnteredFigure.objects.filter(firm=None)):
        entered.setdefault(figure.topic, []).append(figure)
    return [
        (topic, [each for each in _judged(topic, entered.get(topic.id, []), on) if each.holds])
        for topic in topics
    ]


def history_of(firm: Firm | None, topic: Topic, *, on: date) -> list[Entered]:
    """Return what was entered of a topic for a firm, or for all; the latest begun first."""
    rows = _latest_first(EnteredFigure.objects.filter(firm=firm, topic=topic.id))
    return list(_judged(topic, rows, on))


def _latest_first(entered: QuerySet[EnteredFigure]) -> QuerySet[EnteredFigure]:
    return entered.select_related("stated_by").order_by("-since", "-id")


def _judged(topic: Topic, rows: Iterable[EnteredFigure], on: date) -> Iterator[Entered]:
    found = set()
    for figure in rows:
        name = figure.population
        state = "coming" if figure.since > on else "past" if name in found else "now"
        if state == "now":
            found.add(name)
        known = topic.populations.get(name)
        yield Entered(figure, known.title if known else name, state)


def entered_for(firm: Firm | None, topics: Iterable[Topic]) -> Mapping[str, Sequence[Value]]:
    """Return what a firm, and whoever serves all firms, have entered, by topic; in one query."""
    names = [topic.id for topic in topics if topic.entered_by_user]
    if not names:
        return {}
    whose = Q(firm=None) | Q(firm=firm) if firm else Q(firm=None)
    found: dict[str, list[Value]] = {}
    for topic, value in _values(EnteredFigure.objects.filter(whose, topic__in=names)):
        found.setdefault(topic, []).append(value)
    return found


def _values(entered: QuerySet[EnteredFigure]) -> Iterator[tuple[str, Value]]:
    order = ("firm_id", "topic", "population", "since", "id")
    rows = entered.select_related("stated_by").order_by(*order)
    for (_, topic, _), group in groupby(rows, lambda e: (e.firm_id, e.topic, e.population)):
        for figure, following in pairwise([*group, None]):
            if not figure.ended:
                yield topic, value_of(figure, following)


def value_of(figure: EnteredFigure, following: EnteredFigure | None = None) -> Value:
    """Return an entered figure as a value, which ends where the following one begins."""
    number = None if figure.value is None else Quantity(figure.value, figure.unit)
    words = figure.action if number else _said(figure)
    return Value(
        figure=number,
        population=figure.population,
        action=words,
        source=figure.source,
        since=figure.since,
        until=following.since if following else None,
        note=f"{figure.stated_by}於 {roc_time(figure.stated_at)} 填寫",
        entered=OF_FIRM if figure.firm_id else OF_ALL,
    )


def _said(figure: EnteredFigure) -> str:
    return f"{figure.action}：{figure.text}" if figure.action else figure.text
