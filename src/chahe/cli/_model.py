"""What a command is."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..deadlines import parse_roc


class UsageError(Exception):
    """The user asked for something that does not exist or cannot be read; one clear line."""


@dataclass(frozen=True)
class Command:
    """`configure` fills a parser and sets its `run` default: options → exit status."""

    title: str
    configure: Callable[[argparse.ArgumentParser], None]


def command(configure: Callable[[argparse.ArgumentParser], None]) -> Command:
    """Make a function a command; the first line of its module's docstring is its title."""
    doc = sys.modules[configure.__module__].__doc__ or ""
    return Command(doc.strip().splitlines()[0], configure)


def parse_day(text: str) -> date:
    """Read a day from the command line, as 2026-11-21 or as 115/11/21.

    :raises UsageError: if it is neither
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        try:
            return parse_roc(text)
        except ValueError:
            raise UsageError(f"看不懂日期「{text}」，請寫成 2026-11-21 或 115/11/21") from None
