"""Whether a piece of evidence counts for a period, on the day it is asked."""

from dataclasses import dataclass
from datetime import date

from ..deadlines import Period, format_roc


@dataclass(frozen=True)
class Dates:
    """The times of a piece of evidence; `covers` and `valid_until` may not be stated."""

    collected_on: date
    covers: Period | None
    valid_until: date | None
    withdrawn: bool = False


def staleness(dates: Dates, *, period: Period, on: date) -> str | None:
    """Say in Chinese why evidence does not count for a period; None when it does.

    It counts when it is not withdrawn, not from the future, still valid, and is about the
    period: it covers some of it or, where it does not say, was collected since it began.
    """
    if dates.withdrawn:
        return "已撤回"
    if dates.collected_on > on:
        return f"取得日 {format_roc(dates.collected_on)} 在未來"
    if dates.valid_until and dates.valid_until < on:
        return f"有效期已於 {format_roc(dates.valid_until)} 屆滿"
    if dates.covers:
        if dates.covers.end <= period.start or dates.covers.start >= period.end:
            return "涵蓋期間不在本期"
    elif dates.collected_on < period.start:
        return f"取得日 {format_roc(dates.collected_on)} 早於本期"
    return None
