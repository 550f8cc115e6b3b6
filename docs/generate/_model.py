"""What a page is, and the Markdown pages are made of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


def _none() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Page:
    """`below` gives the pages, by name, of a folder of the page's name."""

    text: Callable[[], str]
    below: Callable[[], Mapping[str, str]] = _none


def page(text: Callable[[], str]) -> Page:
    """Make a function that returns Markdown a page; the module's name is the page's."""
    return Page(text)


def page_over(below: Callable[[], Mapping[str, str]]) -> Callable[[Callable[[], str]], Page]:
    """Make a function a page that has others below it."""
    return lambda text: Page(text, below)


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table; a cell that would break it is escaped."""
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", "<br>") or "—"


def code(value: object) -> str:
    return f"`{value}`"
