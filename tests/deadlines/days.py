"""Days, and tables of working days such as a government could have made."""

from datetime import date

from hypothesis.strategies import composite, dates, integers, lists, sampled_from

from chahe.deadlines import TableSource, WorkingDays, YearTable, days_after

DAYS = dates(min_value=date(2023, 6, 1), max_value=date(2029, 6, 30))  # with tables and without


def table(year: int, *days: date) -> YearTable:
    """Make a table in which each day given is the opposite of what its weekday says."""
    return YearTable(
        year,
        TableSource("甲"),
        holidays={day: "假" for day in days if day.weekday() < 5},
        makeup={day: "補" for day in days if day.weekday() >= 5},
    )


@composite
def tables(draw, year: int) -> YearTable:
    """Draw a year's table with up to 40 days that are not as their weekday says, often in a row."""
    days: set[date] = set()
    for _ in range(draw(integers(0, 4))):
        start = draw(dates(date(year, 1, 1), date(year, 12, 20)))
        days |= {days_after(start, n) for n in range(draw(integers(1, 10)))}
    weekends = draw(lists(sampled_from(sorted(days) or [date(year, 3, 2)]), max_size=2))
    return table(year, *(day for day in days if day.weekday() < 5 or day in weekends))


@composite
def working_days(draw) -> WorkingDays:
    """Draw tables of none to three years of those in which `DAYS` are."""
    years = draw(lists(sampled_from(range(2024, 2029)), max_size=3, unique=True))
    return WorkingDays({year: draw(tables(year)) for year in years})
