"""A list page, as one request asks for it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, StreamingHttpResponse

from ._csv_file import csv_response
from ._declared import Column, Filter
from ._links import Choice, Heading, PageLink

SIZE, MOST = 50, 200  # rows a page


@dataclass(frozen=True)
class Listing:
    """What a list page offers. `sort`: a column's key, with `-` for descending."""

    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    search: Sequence[str] = ()
    sort: str = ""
    hint: str = ""
    part: str = "table"
    size: int = SIZE

    def of(self, request: HttpRequest, rows: QuerySet[Any]) -> "Listed":
        """Return the list as a request sees it; nothing is asked of the database yet."""
        return Listed(self, request, rows)


class Listed:
    """A list as one request sees it; iterating gives the rows of its page."""

    def __init__(self, listing: "Listing", request: HttpRequest, rows: QuerySet[Any]) -> None:
        self.listing, self.asked, self.path = listing, request.GET, request.path
        self.part, self.hint, self.searchable = listing.part, listing.hint, bool(listing.search)
        self.q = self.asked.get("q", "").replace("\0", "").strip()[:100] if listing.search else ""
        self.sort = self._sort(self.asked.get("sort", "")) or self._sort(listing.sort)
        self.filters = tuple(self._choice(each) for each in listing.filters)
        self.rows = self._ordered(self._searched(self._filtered(rows)))

    def __iter__(self) -> Iterator[Any]:
        return iter(self.page)

    @cached_property
    def page(self) -> Page[Any]:
        size = self.asked.get("size", "")
        rows = int(size) if size.isascii() and size.isdigit() and len(size) < 5 else 0
        pages = Paginator(self.rows, min(rows or self.listing.size, MOST))
        page: Page[Any] = pages.get_page(self.asked.get("page"))
        return page

    @property
    def count(self) -> int:
        return int(self.page.paginator.count)

    @property
    def filtered(self) -> bool:
        defaults = tuple(each.default for each in self.listing.filters)
        return bool(self.q) or tuple(each.value for each in self.filters) != defaults

    @property
    def columns(self) -> tuple[Heading, ...]:
        return tuple(self._heading(each) for each in self.listing.columns if each.in_table)

    @property
    def pages(self) -> tuple[PageLink, ...]:
        shown = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2)
        return tuple(
            PageLink(number, self.url(page=number), number == self.page.number)
            if isinstance(number, int)
            else PageLink(None)
            for number in shown
        )

    @property
    def previous_url(self) -> str:
        return self.url(page=self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        return self.url(page=self.page.number + 1) if self.page.has_next() else ""

    @property
    def export_url(self) -> str:
        return self.url(page=None, export="csv")

    @property
    def clear_url(self) -> str:
        return self.url(page=None, q=None, **{each.key: None for each in self.filters})

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the filter form must carry along: all the URL says that it does not ask itself."""
        asked = {"q", "page", "export", *(each.key for each in self.filters)}
        return [
            (key, value)
            for key, values in self.asked.lists()
            if key not in asked
            for value in values
        ]

    @property
    def wants_csv(self) -> bool:
        return self.asked.get("export") == "csv"

    def csv(self, name: str) -> StreamingHttpResponse:
        """Answer every row the filters leave, not only the page's, as a CSV file."""
        columns = [each for each in self.listing.columns if each.in_csv]
        rows = ([each.read(row) for each in columns] for row in self._all())
        return csv_response(name, [each.label for each in columns], rows)

    def _all(self) -> Iterable[Any]:
        return self.rows.iterator(chunk_size=500)

    def url(self, **changes: Any) -> str:
        """Return this page's query string with changes; None takes a name out."""
        query = self.asked.copy()
        query.pop("export", None)
        for key, value in changes.items():
            query.pop(key, None)
            if value is not None:
                query[key] = str(value)
        return f"?{query.urlencode()}"

    def _sort(self, wanted: str) -> str:
        known = {each.key for each in self.listing.columns if each.fields}
        return wanted if wanted.removeprefix("-") in known else ""

    def _heading(self, column: Column) -> Heading:
        sorted_by = self.sort.lstrip("-") == column.key
        direction = ("descending" if self.sort[0] == "-" else "ascending") if sorted_by else ""
        turned = f"-{column.key}" if direction == "ascending" else column.key
        url = self.url(page=None, sort=turned) if column.fields else ""
        return Heading(column.label, column.number, url, direction)

    def _choice(self, given: Filter) -> Choice:
        options = given.options() if callable(given.options) else given.options
        options = [(str(value), label) for value, label in options]
        value = self.asked.get(given.key, given.default)
        known = value if value in {value for value, _ in options} else ""
        if value and not known:
            known = given.default
        return Choice(given.key, given.label, known, options)

    def _filtered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        for given, choice in zip(self.listing.filters, self.filters, strict=True):
            if choice.value:
                apply = given.apply
                rows = (
                    apply(rows, choice.value)
                    if callable(apply)
                    else rows.filter(**{apply: choice.value})
                )
        return rows

    def _searched(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if not self.q:
            return rows
        return rows.filter(
            reduce(or_, (Q(**{f"{field}__icontains": self.q}) for field in self.listing.search))
        )

    def _ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if not self.sort:
            return rows if rows.ordered else rows.order_by("pk")
        fields = next(c.fields for c in self.listing.columns if c.key == self.sort.lstrip("-"))
        if self.sort.startswith("-"):
            fields = tuple(f[1:] if f.startswith("-") else f"-{f}" for f in fields)
        return rows.order_by(*fields, "pk")
