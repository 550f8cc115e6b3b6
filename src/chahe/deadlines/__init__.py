"""民國 dates, periods and the days by which things are due."""

from .due import days_after, days_between, end_of_next_month, inspection_due
from .period import Cadence, Period, period_label, period_of
from .roc import format_roc, parse_roc

__all__ = [
    "Cadence",
    "Period",
    "days_after",
    "days_between",
    "end_of_next_month",
    "format_roc",
    "inspection_due",
    "parse_roc",
    "period_label",
    "period_of",
]
