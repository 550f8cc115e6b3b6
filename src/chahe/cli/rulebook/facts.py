"""列出可申報的公司事實"""

import argparse

from ...rulebook import fact_kinds
from ._model import action, print_json


@action
def facts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="輸出 JSON")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    kinds = fact_kinds().values()
    if options.json:
        print_json(
            [
                {
                    "fact": kind.id,
                    "title": kind.title,
                    "question": kind.question,
                    "type": kind.type,
                    "choices": dict(kind.choices),
                    "help": kind.help,
                    "unit": kind.unit,
                    "source": kind.source,
                    "group": kind.group,
                    "order": kind.order,
                    "asked_when": kind.asked_when,
                }
                for kind in kinds
            ]
        )
        return 0
    for kind in kinds:
        print(f"{kind.id}（{kind.type}，{kind.group}）{kind.question}")
        print(f"    依據：{kind.source}")
        for word, meaning in kind.choices.items():
            print(f"    {word}: {meaning}")
    return 0
