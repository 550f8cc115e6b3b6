"""What a page is, and the Markdown pages are made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    text: Callable[[], str]


def page(text: Callable[[], str]) -> Page:
    """Make a function that returns Markdown a page; the module's name is the page's."""
    return Page(text)


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table; a cell that would break it is escaped."""
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", "<br>") or "—"


def code(value: object) -> str:
    return f"`{value}`"
