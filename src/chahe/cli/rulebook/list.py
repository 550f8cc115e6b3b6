"""列出每份文件的每個版本"""

import argparse

from ...rulebook import load_editions
from ._model import action, edition_as_data, print_json


@action
def list_editions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="輸出 JSON")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    editions = load_editions()
    if options.json:
        print_json(
            [edition_as_data(edition) | {"rules": len(edition.rules)} for edition in editions]
        )
        return 0
    for edition in editions:
        start = f"{edition.start} 施行" if edition.start else "起日不明"
        print(f"{edition.id}  {edition.title}  {start}  {len(edition.rules)} 條")
    return 0
