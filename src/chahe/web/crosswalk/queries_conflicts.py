"""衝突: every topic documents disagree on, as it stands for one firm."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from chahe.rulebook.conflicts import Agreement, Conflict, conflicts, disagreeing_first
from chahe.rulebook.parameter import Topic, Value, load_topics

from ..firms.models import Firm
from ..firms.queries import facts_on
from ..rulebooks.editions import edition_by_id, editions
from ..rulebooks.queries import rule_url
from .queries_figures import entered_for

HEADINGS = (
    *("參數", "狀況", "對象", "數值", "要求", "強度", "來源", "填寫", "條款", "自", "拘束公司"),
    *("理由", "說明", "同時符合的作法"),
)
WANTED_LABEL = "待填寫"  # official figures nobody has found, for people to enter


@dataclass(frozen=True)
class Tab:
    key: str
    label: str
    conflicts: tuple[Conflict, ...]


def conflicts_of(firm: Firm, *, on: date, q: str = "") -> tuple[Conflict, ...]:
    """Return the topics that say `q` as they stand for a firm on a day, what disagrees first."""
    words = unicodedata.normalize("NFKC", q).strip().casefold()
    topics = [topic for topic in load_topics().values() if words in _text(topic)]
    return disagreeing_first(conflicts_on(topics, firm, on=on))


def _text(topic: Topic) -> str:
    said = [topic.title, topic.question, topic.note]
    said += [f"{value.action} {value.source} {value.note}" for value in topic.values]
    return unicodedata.normalize("NFKC", " ".join(said)).casefold()


def conflicts_on(topics: Iterable[Topic], firm: Firm | None, *, on: date) -> tuple[Conflict, ...]:
    """Return some topics as they stand for a firm on a day; None: one that has stated nothing."""
    asked = tuple(topics)
    facts = facts_on(firm, on=on) if firm else {}
    entered = entered_for(firm, asked)
    return conflicts(asked, editions=editions(), facts=facts, on=on, entered=entered)


def tabs_of(found: Iterable[Conflict]) -> list[Tab]:
    """Sort topics by how their values stand to each other; 全部 comes first."""
    every = tuple(found)
    alike = {
        kind: Tab(kind.value, kind.label, tuple(each for each in every if each.agreement is kind))
        for kind in Agreement
    }
    wanted = Tab("wanted", WANTED_LABEL, tuple(each for each in every if each.wanted))
    return [
        Tab("all", "全部", every),
        alike[Agreement.DIFFERENT],
        alike[Agreement.BESIDE],
        wanted,
        alike[Agreement.SAME],
        alike[Agreement.NONE],
    ]


def lines(found: Iterable[Conflict]) -> Iterator[tuple[Any, ...]]:
    """Return topics as rows of a table, one a value, as HEADINGS names them."""
    for each in found:
        readings = "。".join(f"{reading.title}：{reading.text}" for reading in each.readings)
        if not each.held:
            yield (each.topic.title, WANTED_LABEL, *("",) * 10, each.topic.note, "")
        for held in each.held:
            value = held.value
            yield (
                each.topic.title,
                each.agreement.label,
                each.topic.populations[value.population].title,
                value.figure.word if value.figure else "",
                value.action,
                value.strength.label,
                value.source,
                value.entered,
                value.rule,
                value.since,
                held.binds,
                held.reason,
                value.note,
                readings,
            )


def urls_of(values: Iterable[Value]) -> dict[str, str]:
    """Return the address of every rule some values cite, by citation."""
    urls = {}
    for citation in {value.rule for value in values if value.rule}:
        edition_id, _, path = citation.partition("#")
        edition = edition_by_id(edition_id)
        if edition and path in edition.by_path:
            urls[citation] = rule_url(edition, path)
    return urls
