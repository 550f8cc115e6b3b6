"""Which year, half or month an address asks for; else the one that holds today."""

import re
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from chahe.deadlines import Cadence, FiscalYear, Period, fiscal_year_of, period_of

FIRST, LAST = 1912, 2200
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


def asked_year(request: HttpRequest, *, today: date) -> FiscalYear:
    """Return the year of `?year=2026`."""
    said = request.GET.get("year", "")
    if said.isascii() and said.isdigit() and FIRST <= int(said) < LAST:
        return FiscalYear(int(said))
    return fiscal_year_of(today)


def asked_half(request: HttpRequest, year: FiscalYear, *, today: date) -> int:
    """Return 1 or 2, of `?half=`."""
    said = request.GET.get("half", "")
    if said in ("1", "2"):
        return int(said)
    return 2 if today in year.half(2) else 1


def asked_month(request: HttpRequest, *, today: date) -> Period:
    """Return the month of `?month=2026-11`."""
    match = _MONTH.fullmatch(request.GET.get("month", ""))
    if match and FIRST <= int(match[1]) < LAST and 1 <= int(match[2]) <= 12:
        return period_of(Cadence.MONTHLY, on=date(int(match[1]), int(match[2]), 1))
    return period_of(Cadence.MONTHLY, on=today)


def months_of(period: Period) -> list[date]:
    """Return the first days of the months of a period."""
    return [
        month.start
        for month in FiscalYear(period.start.year).periods(Cadence.MONTHLY)
        if month.start in period
    ]


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool
    count: int | None = None
