"""The page of results: what was found as a list page, with its filters, counts and pages."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from ..firms.queries import visible_firms
from ..listing import Column, Filter, Listed, Listing
from ..rulebooks.editions import editions
from ..templatetags.rulebook_words import edition_name
from .entries import places_of
from .models import Kind
from .queries import Found, Hit, find, read_by, show, visible
from .terms import Question

SIZE, SNIPPET = 20, 120  # results a page, characters around what was found
MOST_FIRMS = 200


def _titles() -> list[tuple[str, str]]:
    return list({each.document: each.title for each in editions()}.items())


def _editions() -> list[tuple[str, str]]:
    return [(each.id, f"{each.title}　{edition_name(each)}") for each in editions()]


def _of_edition(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    document, _, edition = value.partition("@")
    return rows.filter(text__document=document, text__edition=edition)


_COLUMNS = (
    Column("kind", "種類", value="text.get_kind_display"),
    Column("ref", "條號或編號", value="text.ref"),
    Column("title", "標題", value="text.title"),
    Column("document", "法規文件", value="text.document"),
    Column("edition", "版本", value="text.edition"),
    Column("firm", "證券商", value=lambda row: str(row.text.firm or "")),
    Column("note", "狀態", value="text.note"),
    Column("body", "內容"),
)
_FILTERS = (
    Filter("document", "法規文件", _titles, "text__document"),
    Filter("edition", "版本", _editions, _of_edition),
)


class Results(Listed):
    """What a user's question found, as one request asks for it.

    A kind is chosen after all are found, so that each tab knows how many there are.
    """

    def __init__(self, request: HttpRequest, question: Question) -> None:
        firms = {firm.code: firm for firm in visible_firms(request.user)[:MOST_FIRMS]}
        options = [(code, f"{code}　{firm.name}") for code, firm in firms.items()]
        of_firm = Filter("firm", "證券商", options, "text__firm__code")
        filters = (*_FILTERS, of_firm) if len(firms) > 1 else _FILTERS
        listing = Listing(_COLUMNS, filters, part="results")
        super().__init__(listing, request, visible(request.user))
        self.q, self.question = question.text, question
        asked = request.GET.get("kind", "")
        self.kind = asked if asked in Kind.values else ""
        chosen = firms.get(next((each.value for each in self.filters if each.key == "firm"), ""))
        within = frozenset({chosen.pk}) if chosen else read_by(request.user)
        self.found: Found = find(self.rows, question, firms=within)
        self.rows = self.rows.select_related("text__firm").filter(pk__in=self._places)

    @property
    def _places(self) -> list[int]:
        if not self.kind:
            return self.found.places
        return [place for place in self.found.places if place in places_of(self.kind)]

    @cached_property
    def page(self) -> Page[Any]:
        page: Page[Any] = Paginator(self._places, SIZE).get_page(self.asked.get("page"))
        return page

    @property
    def hits(self) -> list[Hit]:
        return show(self.page.object_list, self.question, most=SNIPPET)

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter or a tab leaves some of what was found out."""
        return bool(self.kind) or any(choice.value for choice in self.filters)

    @property
    def clear_url(self) -> str:
        return self.url(page=None, kind=None, **{each.key: None for each in self.filters})

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """One tab for every kind that was found, with how many, and one for all of them."""
        counts = {"": self.found.count, **self.found.counts}
        return [
            {
                "label": label,
                "url": self.url(page=None, kind=value or None),
                "current": value == self.kind,
                "count": f"{counts[value]}{'+' if self._is_more(value) else ''}",
            }
            for value, label in (("", "全部"), *Kind.choices)
            if counts.get(value) or value in ("", self.kind)
        ]

    def _is_more(self, kind: str) -> bool:
        return kind in self.found.more if kind else bool(self.found.more)
