"""An edition as an OSCAL catalog."""

from collections.abc import Mapping
from datetime import datetime

from ..deadlines import format_roc
from ..rulebook import Edition, Notice, Rule
from .control import Under, control, source_resource
from .document import Json, document, prop, resource
from .markup import as_markup
from .names import OURS, uuid_of

_OURS = "控制項的標題、題目與程序由查核系統自行撰寫；官方條文只在已匯入時附上。"


def oscal_catalog(
    edition: Edition, *, at: datetime, texts: Mapping[str, str] | None = None
) -> Json:
    """Return an edition as an OSCAL catalog: a group a section, a control a rule.

    `texts` are the official texts that were imported, by path; without them none is exported.

    :raises ValueError: if `at` has no time zone
    """
    under: dict[str | None, list[Rule]] = {}
    for rule in edition.rules:
        under.setdefault(rule.parent, []).append(rule)
    groups = [_group(rule, under, texts or {}) for rule in under.get(None, ())]
    return document(
        "catalog",
        title=edition.title,
        version=edition.edition,
        at=at,
        props=[
            *prop("document", edition.document),
            *prop("body", edition.body),
            *prop("source", edition.source),
            *prop("in-force-from", edition.start.isoformat() if edition.start else ""),
        ],
        remarks=_OURS,
        body={"groups": [*groups, *_definitions(edition)], "back-matter": _back_matter(edition)},
    )


def _group(rule: Rule, under: Under, texts: Mapping[str, str]) -> Json:
    return {
        "id": f"section-{rule.path}",
        "class": "section",
        "title": as_markup(rule.title),
        "props": [{"name": "label", "value": rule.ref}, *prop("section", rule.path)],
        "controls": [control(rule, under=under, texts=texts)],
    }


def _definitions(edition: Edition) -> list[Json]:
    parts = [
        {
            "id": f"definition-{number}",
            "name": "definition",
            "ns": OURS,
            "title": as_markup(each.term),
            "props": prop("path", each.path),
            "prose": as_markup(each.meaning),
        }
        for number, each in enumerate(edition.definitions, start=1)
    ]
    group = {
        "id": "definitions",
        "class": "definitions",
        "title": "名詞定義",
        "props": prop("section", "definitions"),
        "parts": parts,
    }
    return [group] if parts else []


def _back_matter(edition: Edition) -> Json | None:
    sources = dict.fromkeys(source for rule in edition.rules for source in rule.sources)
    resources = [
        *map(source_resource, sources),
        *(_notice(edition, number, each) for number, each in enumerate(edition.notices, start=1)),
    ]
    return {"resources": resources} if resources else None


def _notice(edition: Edition, number: int, notice: Notice) -> Json:
    """Return a later change, known only in part, which this edition does not hold."""
    return resource(
        uuid_of("notice", edition.id, str(number)),
        title=f"{format_roc(notice.day)}的修正，本版本未收錄",
        description=notice.summary,
        props=[
            *prop("notice", notice.day.isoformat(), remarks=notice.source),
            *(each for point in notice.points for each in prop("notice-point", point)),
        ],
    )
