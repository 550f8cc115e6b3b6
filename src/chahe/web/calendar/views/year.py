"""The year, a half of it, a month: what falls due when."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from chahe.deadlines import Cadence, FiscalYear, Period, days_after, period_label
from chahe.documents.writers import load_writers
from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part

from ..actions.beginning import begin_waiting
from ..asked import asked_half, asked_month, asked_year, months_of
from ..grid import grid_of
from ..lists import SHOWN, documents
from ..month import days_of
from ..queries import items_between, plans_of
from ..working import working_days
from .tabs import at, tabs


@require_safe
@firm_door("calendar.view")
def year(request: HttpRequest, firm: Firm) -> HttpResponse:
    today = timezone.localdate()
    asked = asked_year(request, today=today)
    context = {
        "label": f"{asked.year - 1911}年",
        "before": at("calendar", firm, year=asked.year - 1),
        "after": at("calendar", firm, year=asked.year + 1),
        "tabs": tabs(firm, "year", year=asked.year),
    }
    return _grid(request, firm, asked, asked.period, today, "calendar/year.html", context)


@require_safe
@firm_door("calendar.view")
def half(request: HttpRequest, firm: Firm) -> HttpResponse:
    today = timezone.localdate()
    asked = asked_year(request, today=today)
    number = asked_half(request, asked, today=today)
    period = asked.half(number)
    ahead, behind = (asked.year, 2), (asked.year, 1)
    if number == 1:
        behind = (asked.year - 1, 2)
    else:
        ahead = (asked.year + 1, 1)
    context = {
        "label": period_label(Cadence.SEMIANNUAL, period),
        "before": at("calendar_half", firm, year=behind[0], half=behind[1]),
        "after": at("calendar_half", firm, year=ahead[0], half=ahead[1]),
        "tabs": tabs(firm, "half", year=asked.year, month=period.start),
    }
    return _grid(request, firm, asked, period, today, "calendar/half.html", context)


def _grid(
    request: HttpRequest,
    firm: Firm,
    year: FiscalYear,
    period: Period,
    today: date,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    begin_waiting(today=today, firm=firm)
    rows = items_between(firm, request.user, first=period.start, end=period.end)
    listing = SHOWN.of(request, rows)
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-查核計畫-{context['label']}")
    context |= {
        "firm": firm,
        "today": today,
        "year": year.year,
        "listing": listing,
        "grid": grid_of(
            listing.rows,
            months=months_of(period),
            documents=dict(documents()),
            today=today,
        ),
        "plans": plans_of(firm, year.year),
        "suffixes": list(load_writers()),
    }
    return page_or_part(request, template, "table", context)


@require_safe
@firm_door("calendar.view")
def month(request: HttpRequest, firm: Firm) -> HttpResponse:
    today = timezone.localdate()
    asked = asked_month(request, today=today)
    begin_waiting(today=today, firm=firm)
    rows = items_between(firm, request.user, first=asked.start, end=asked.end)
    listing = SHOWN.of(request, rows)
    label = period_label(Cadence.MONTHLY, asked)
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-查核計畫-{label}")
    days = days_of(listing.rows, month=asked, working=working_days(), today=today)
    context = {
        "firm": firm,
        "today": today,
        "label": label,
        "year": asked.start.year,
        "listing": listing,
        "days": days,
        "known": days[0].known,
        "count": sum(len(day.items) for day in days),
        "before": at("calendar_month", firm, month=f"{days_after(asked.start, -1):%Y-%m}"),
        "after": at("calendar_month", firm, month=f"{asked.end:%Y-%m}"),
        "tabs": tabs(firm, "month", year=asked.start.year, month=asked.start),
    }
    return page_or_part(request, "calendar/month.html", "table", context)
