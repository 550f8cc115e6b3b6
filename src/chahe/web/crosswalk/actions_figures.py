"""Enter a figure that no document we read names."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from chahe.deadlines import days_after
from chahe.ledger.canonical import digest
from chahe.rulebook.parameter import Topic, load_topics

from ..firms.actions import MOST_AHEAD
from ..firms.models import Firm
from ..journal.actions import record
from .models import EnteredFigure

_SAID = ("topic", "population", "value", "unit", "text", "action", "ended", "source", "since")


@transaction.atomic
def state_figure(
    *, firm: Firm | None, topic: str, by: Any, since: date, said: Mapping[str, Any]
) -> EnteredFigure:
    """Enter a figure for a firm, or without one for all; what was entered before stays as it was.

    `said`: population, source, and value, unit and action, or text (and action), or ended.

    :raises ValidationError: when it is no figure people enter, or is not new
    """
    asked = _topic(topic)
    if since > days_after(timezone.localdate(), MOST_AHEAD):
        raise ValidationError(
            "生效日太遠：最多只能預先填寫一年內的數值，請確認年份。", code="since"
        )
    if firm:  # two statements at once stand in a line
        Firm.objects.select_for_update().get(pk=firm.pk)
    figure = EnteredFigure(
        firm=firm, topic=topic, since=since, stated_by=by, stated_at=timezone.now(), **said
    )
    _hold_population(asked, figure.population)
    before = figure_on(firm, topic, figure.population, on=since)
    if before and before.since == since and figure_digest(before) == figure_digest(figure):
        raise ValidationError("相同的內容、日期與來源已經填寫過，不需要再填。", code="same")
    if figure.ended and (before is None or before.ended):
        raise ValidationError("這個對象在這一天沒有填寫的數值可以撤回。", code="ended")
    figure.full_clean(exclude=["firm", "stated_by"])
    figure.save(force_insert=True)
    record(
        "figure.stated",
        subject=f"figure:{figure.pk}",
        by=by,
        firm=firm.code if firm else "",
        before=figure_digest(before) if before else "",
        after=figure_digest(figure),
        detail={
            "topic": topic,
            "title": asked.title,
            "population": figure.population,
            "value": figure.words,
            "action": figure.action,
            "since": since,
            "source": figure.source,
        },
    )
    return figure


def _topic(topic: str) -> Topic:
    asked = load_topics().get(topic)
    if asked is None or not asked.entered_by_user:
        raise ValidationError("這個參數不是由使用者填寫的。", code="topic")
    return asked


def _hold_population(topic: Topic, population: str) -> None:
    if topic.populations and population not in topic.populations:
        raise ValidationError("請從清單選擇對象。", code="population")


def figure_on(firm: Firm | None, topic: str, population: str, *, on: date) -> EnteredFigure | None:
    """Return what was last entered for a population by a day; None if nothing was."""
    entered = EnteredFigure.objects.filter(
        firm=firm, topic=topic, population=population, since__lte=on
    )
    return entered.order_by("-since", "-id").first()


def figure_digest(figure: EnteredFigure) -> str:
    """Return the digest of what a statement says."""
    return digest({name: getattr(figure, name) for name in _SAID})
