"""顯示一個版本的所有條款"""

import argparse

from ._model import action, edition_as_data, find_edition, print_json, rule_as_data


@action
def show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("edition", metavar="DOC@EDITION", help="例如 twse/mechanism@2018-11-30")
    parser.add_argument("--json", action="store_true", help="輸出 JSON")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    edition = find_edition(options.edition)
    if options.json:
        rules = [rule_as_data(rule) for rule in edition.rules]
        notices = [vars(notice) | {"day": notice.day.isoformat()} for notice in edition.notices]
        print_json(
            edition_as_data(edition)
            | {
                "rules": rules,
                "definitions": [vars(definition) for definition in edition.definitions],
                "notices": notices,
            }
        )
        return 0
    print(f"{edition.title}（{edition.id}）")
    for rule in edition.rules:
        cadence = "、".join(word.label for word in rule.cadence) or "—"
        indent = "  " * rule.path.count(".")
        print(f"{indent}{rule.ref} [{rule.code}] {rule.title}（{cadence}）")
        if rule.question:
            print(f"{indent}    {rule.question}")
    return 0
