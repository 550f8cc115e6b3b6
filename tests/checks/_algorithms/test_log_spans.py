from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chahe.checks._algorithms.logs.spans import left_out
from chahe.deadlines import days_after

DAYS = st.integers(1, 31).map(lambda day: date(2026, 3, day))
SPANS = st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(SPANS), SPANS)
def test_left_out_is_every_day_that_no_span_covers(
    spans: list[tuple[date, date]], whole: tuple[date, date]
) -> None:
    days = [days_after(whole[0], n) for n in range((whole[1] - whole[0]).days + 1)]

    found = left_out(spans, *whole)

    assert [day for day in days if any(first <= day <= last for first, last in found)] == [
        day for day in days if not any(first <= day <= last for first, last in spans)
    ]
    assert all(days_after(a[1], 1) < b[0] for a, b in pairwise(found))


def test_the_end_of_all_days_is_no_error() -> None:
    assert left_out([(date.min, date.max)], date(2026, 3, 1), date(2026, 3, 9)) == []
