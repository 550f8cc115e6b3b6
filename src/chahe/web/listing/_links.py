"""What the templates of a list show: headings, choices, pages."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A column as the table's head shows it; `direction` is its aria-sort."""

    label: str
    number: bool
    url: str
    direction: str

    @property
    def icon(self) -> str:
        return {"ascending": "sort-up", "descending": "sort-down"}.get(self.direction, "sort")


@dataclass(frozen=True)
class Choice:
    key: str
    label: str
    value: str
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class PageLink:
    """A page in the pagination; without a URL it is where we are, or, numberless, a gap."""

    number: int | None
    url: str = ""
    current: bool = False
