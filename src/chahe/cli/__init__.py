"""The command line. One file a command: `cli/<command>.py` holds one `Command`."""

import argparse
import os
import sys
from collections.abc import Sequence

from ..discover import member, members
from ._model import Command, UsageError, command

__all__ = ["Command", "UsageError", "command", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; a misuse is one line on stderr and 2."""
    parser = argparse.ArgumentParser(prog="chahe", description="證券商資通安全檢查系統")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    arguments = sys.argv[1:] if arguments is None else arguments
    for name in _asked(arguments):
        found = member(__package__, name, Command)
        found.configure(subparsers.add_parser(name, help=found.title, description=found.title))
    options = parser.parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except UsageError as error:
        print(f"chahe {options.command}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read us has seen enough: `chahe … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _asked(arguments: Sequence[str]) -> list[str]:
    """Return the command that is asked for, which alone is imported; all where none is."""
    names = members(__package__)
    return [name for name in names if arguments and arguments[0] == name] or names
