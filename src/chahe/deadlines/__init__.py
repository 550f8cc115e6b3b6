"""民國 dates, periods, fiscal years, working days, and the days by which things are due.

Calendar files are in `calendar_file`, imported by whoever writes one.
"""

from .calendar_csv import CalendarError, read_calendar_csv
from .clocks import (
    FORMAL_NOTICE_HOURS,
    HANDLING_REPORT_BUSINESS_DAYS,
    INITIAL_NOTICE_MINUTES,
    RELEASE_NOTICE_DAYS,
    business_days_after,
    days_after_knowing,
    hours_after,
    minutes_after,
)
from .counting import days_after, days_between, months_after
from .due import (
    HALF_A_YEAR_MONTHS,
    REPORT_MONTHS_AFTER_YEAR,
    end_of_next_month,
    event_due,
    inspection_due,
    report_due_after_year,
    within_half_a_year,
)
from .fiscal import FiscalYear, fiscal_year_of
from .period import Cadence, Period, period_label, period_of
from .reminding import Schedule, Stage, stages, stages_between
from .roc import format_roc, parse_roc
from .working import WorkingDays, load_working_days
from .year_table import TableSource, YearTable

__all__ = [
    "FORMAL_NOTICE_HOURS",
    "HALF_A_YEAR_MONTHS",
    "HANDLING_REPORT_BUSINESS_DAYS",
    "INITIAL_NOTICE_MINUTES",
    "RELEASE_NOTICE_DAYS",
    "REPORT_MONTHS_AFTER_YEAR",
    "Cadence",
    "CalendarError",
    "FiscalYear",
    "Period",
    "Schedule",
    "Stage",
    "TableSource",
    "WorkingDays",
    "YearTable",
    "business_days_after",
    "days_after",
    "days_after_knowing",
    "days_between",
    "end_of_next_month",
    "event_due",
    "fiscal_year_of",
    "format_roc",
    "hours_after",
    "inspection_due",
    "load_working_days",
    "minutes_after",
    "months_after",
    "parse_roc",
    "period_label",
    "period_of",
    "read_calendar_csv",
    "report_due_after_year",
    "stages",
    "stages_between",
    "within_half_a_year",
]
