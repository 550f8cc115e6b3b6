"""What an action of `chahe rulebook` is, and what several of them share."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...rulebook import Edition, Rule, load_editions
from .._model import UsageError


@dataclass(frozen=True)
class Action:
    """`configure` fills a parser and sets its `run` default: options → exit status.

    The action is called what its file is; a file named like a keyword ends in an underscore.
    """

    title: str
    configure: Callable[[argparse.ArgumentParser], None]


def action(configure: Callable[[argparse.ArgumentParser], None]) -> Action:
    """Make a function an action; the first line of its module's docstring is its title."""
    doc = sys.modules[configure.__module__].__doc__ or ""
    return Action(doc.strip().splitlines()[0], configure)


def find_edition(name: str) -> Edition:
    """Return the edition called `document@edition`.

    :raises UsageError: if there is none; the message lists those there are
    """
    editions = {edition.id: edition for edition in load_editions()}
    if name in editions:
        return editions[name]
    document = name.partition("@")[0]
    known = [known for known in editions if known.startswith(f"{document}@")]
    if known:
        raise UsageError(f"「{document}」沒有這個版本：{name}；現有：{'、'.join(known)}")
    raise UsageError(f"沒有這份文件：{name}；現有：{'、'.join(editions)}")


def edition_as_data(edition: Edition) -> dict[str, Any]:
    """Return an edition's own fields for JSON."""
    return {
        "document": edition.document,
        "edition": edition.edition,
        "title": edition.title,
        "start": edition.start.isoformat() if edition.start else None,
    }


def rule_as_data(rule: Rule) -> dict[str, Any]:
    """Return a rule's fields for JSON."""
    change = rule.change
    return {
        "path": rule.path,
        "code": rule.code,
        "ref": rule.ref,
        "title": rule.title,
        "question": rule.question,
        "strength": rule.strength.value,
        "cadence": [word.value for word in rule.cadence],
        "applies": rule.applies.as_data() if rule.applies else None,
        "applies_text": rule.scope_text,
        "leaf": rule.leaf,
        "parent": rule.parent,
        "change": change
        and {"kind": change.kind.value, "from": change.origin, "reason": change.reason},
        "evidence": list(rule.evidence),
        "procedure": [{"method": s.method.value, "text": s.text} for s in rule.procedure],
        "thresholds": [vars(threshold) for threshold in rule.thresholds],
        "sources": [vars(source) for source in rule.sources],
        "retention": [vars(kept) for kept in rule.retention],
        "responsible": rule.responsible,
    }


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))
