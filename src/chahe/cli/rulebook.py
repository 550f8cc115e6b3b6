"""法規：列出版本、顯示條款、列出公司事實"""

import argparse
import json
from collections.abc import Callable
from typing import Any

from ..rulebook import Edition, Rule, fact_kinds, load_editions
from ._model import UsageError, command


@command
def rulebook(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _action(actions, "list", "列出每份文件的每個版本", _list)
    show = _action(actions, "show", "顯示一個版本的所有條款", _show)
    show.add_argument("edition", metavar="DOC@EDITION", help="例如 twse/mechanism@2018-11-30")
    _action(actions, "facts", "列出可申報的公司事實", _facts)


def _action(
    actions: Any, name: str, title: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=title, description=title)
    parser.add_argument("--json", action="store_true", help="輸出 JSON")
    parser.set_defaults(run=run)
    return parser


def _list(options: argparse.Namespace) -> int:
    editions = load_editions()
    if options.json:
        _print_json(
            [edition_as_data(edition) | {"rules": len(edition.rules)} for edition in editions]
        )
        return 0
    for edition in editions:
        start = f"{edition.start} 施行" if edition.start else "起日不明"
        print(f"{edition.id}  {edition.title}  {start}  {len(edition.rules)} 條")
    return 0


def _show(options: argparse.Namespace) -> int:
    edition = find_edition(options.edition)
    if options.json:
        rules = [rule_as_data(rule) for rule in edition.rules]
        _print_json(edition_as_data(edition) | {"rules": rules})
        return 0
    print(f"{edition.title}（{edition.id}）")
    for rule in edition.rules:
        cadence = "、".join(word.label for word in rule.cadence) or "—"
        indent = "  " * rule.path.count(".")
        print(f"{indent}{rule.ref} [{rule.code}] {rule.title}（{cadence}）")
        print(f"{indent}    {rule.question}")
    return 0


def _facts(options: argparse.Namespace) -> int:
    kinds = fact_kinds().values()
    if options.json:
        _print_json(
            [
                {
                    "fact": kind.id,
                    "title": kind.title,
                    "question": kind.question,
                    "type": kind.type,
                    "choices": dict(kind.choices),
                }
                for kind in kinds
            ]
        )
        return 0
    for kind in kinds:
        print(f"{kind.id}（{kind.type}）{kind.question}")
        for word, meaning in kind.choices.items():
            print(f"    {word}: {meaning}")
    return 0


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
    }


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))
