"""An edition as plain data, as a book's file has it: to keep one that no file of ours holds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from .model import Change, ChangeKind, Definition, Edition, Notice, Rule
from .tree import BookError, grow

EVERYONE = "everyone"


def as_book(edition: Edition) -> dict[str, Any]:
    """Return an edition as JSON can hold it; `read_book` gives the same edition back."""
    scopes = scopes_of(edition)
    names = {text: name for name, (text, _) in scopes.items()}
    return {
        "document": edition.document,
        "edition": edition.edition,
        "title": edition.title,
        "body": edition.body,
        "source": edition.source,
        "start": edition.start.isoformat() if edition.start else None,
        "own_codes": edition.own_codes,
        "scopes": {name: {"text": text, "when": when} for name, (text, when) in scopes.items()},
        "definitions": [vars(definition) for definition in edition.definitions],
        "notices": [_notice_as_data(notice) for notice in edition.notices],
        "rules": [_rule_as_data(rule, names) for rule in edition.rules],
    }


def read_book(book: Mapping[str, Any]) -> Edition:
    """Return the edition that plain data holds.

    :raises BookError: if a field is missing, of the wrong type or contradicts another
    """
    try:
        raw = [{**rule} for rule in book["rules"]]
        said = {
            rule["path"]: (_change(rule.pop("change")), tuple(rule.pop("lineage"))) for rule in raw
        }
        grown = grow(raw, book["scopes"])
        start = book["start"]
        return Edition(
            document=book["document"],
            edition=book["edition"],
            title=book["title"],
            body=book["body"],
            source=book["source"],
            start=date.fromisoformat(start) if start else None,
            rules=tuple(
                replace(rule, change=said[rule.path][0], lineage=said[rule.path][1])
                for rule in grown
            ),
            definitions=tuple(Definition(**entry) for entry in book["definitions"]),
            notices=tuple(_notice(entry) for entry in book["notices"]),
            own_codes=book["own_codes"],
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BookError(f"{book.get('document')}@{book.get('edition')}: {error!r}") from error


def scopes_of(edition: Edition | None) -> dict[str, tuple[str, Any]]:
    """Return the scopes an edition's rules have, but everyone's: name → (wording, predicate)."""
    found: dict[str, Any] = {}
    for rule in edition.rules if edition else ():
        if rule.applies is not None:
            found.setdefault(rule.scope_text, rule.applies.as_data())
    return {f"scope{n}": (text, when) for n, (text, when) in enumerate(found.items(), 1)}


def _rule_as_data(rule: Rule, scopes: Mapping[str, str]) -> dict[str, Any]:
    change = rule.change
    return {
        "path": rule.path,
        "code": rule.code,
        "ref": rule.ref,
        "title": rule.title,
        "question": rule.question,
        "strength": rule.strength.value,
        "cadence": [word.value for word in rule.cadence],
        "applies": scopes[rule.scope_text] if rule.applies is not None else EVERYONE,
        "inspected": rule.leaf,
        "change": change
        and {"kind": change.kind.value, "from": change.origin, "reason": change.reason},
        **details_of(rule),
        "lineage": list(rule.lineage),
    }


def details_of(rule: Rule) -> dict[str, Any]:
    """Return what says how a rule is inspected and what it rests on."""
    return {
        "evidence": list(rule.evidence),
        "procedure": [{"method": s.method.value, "text": s.text} for s in rule.procedure],
        "thresholds": [vars(threshold) for threshold in rule.thresholds],
        "sources": [vars(source) for source in rule.sources],
        "retention": [vars(kept) for kept in rule.retention],
        "responsible": rule.responsible,
    }


def _change(raw: Mapping[str, Any] | None) -> Change | None:
    return Change(ChangeKind(raw["kind"]), raw["from"], raw["reason"]) if raw else None


def _notice_as_data(notice: Notice) -> dict[str, Any]:
    return vars(notice) | {"day": notice.day.isoformat(), "points": list(notice.points)}


def _notice(raw: Mapping[str, Any]) -> Notice:
    day = date.fromisoformat(raw["day"])
    return Notice(day, tuple(raw["points"]), raw["summary"], raw["source"])
