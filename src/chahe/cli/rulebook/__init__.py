"""法規：列出、顯示、解析、比較與匯入

One file an action: `cli/rulebook/<action>.py` holds one `Action`.
"""

import argparse

from ...discover import discover
from .._model import command
from ._model import Action


@command
def rulebook(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for file, action in discover(__package__, Action).items():
        name = file.rstrip("_")
        added = actions.add_parser(name, help=action.title, description=action.title)
        action.configure(added)
