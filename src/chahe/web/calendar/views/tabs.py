"""What every page of the calendar has: its tabs, and the way back."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from chahe.web.firms.models import Firm

from ..asked import Tab


def tabs(firm: Firm, current: str, *, year: int, month: date | None = None) -> list[Tab]:
    """Return the views of a year, the one shown marked."""
    shown = month or date(year, 1, 1)
    wanted = (
        ("year", "年度", "calendar", {"year": year}),
        ("half", "半年", "calendar_half", {"year": year, "half": 1 if shown.month <= 6 else 2}),
        ("month", "月", "calendar_month", {"month": f"{shown:%Y-%m}"} if month else {}),
        ("items", "清單", "calendar_items", {"year": year}),
        ("adjustments", "調整", "calendar_adjustments", {}),
        ("events", "事件", "calendar_events", {}),
    )
    return [
        Tab(label, at(name, firm, **query), current == key) for key, label, name, query in wanted
    ]


def at(name: str, firm: Firm, **query: Any) -> str:
    """Return the address of a page of a firm's calendar."""
    url = reverse(name, args=[firm.code])
    return f"{url}?{urlencode(query)}" if query else url


def crumbs(firm: Firm) -> list[dict[str, str]]:
    """Return the way back to the year."""
    return [{"label": "查核計畫", "url": at("calendar", firm)}]
