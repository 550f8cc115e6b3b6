"""Tell an invented history at the times it is said to have happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from unittest import mock

from django.utils import timezone


@contextmanager
def clock_at(day: date, *, hour: int = 9) -> Iterator[None]:
    """Let Django's clock start at an hour of a day, and move on a second with each look."""
    start = timezone.make_aware(datetime.combine(day, time(hour)))
    ticks = iter(range(86_400))
    with mock.patch.object(timezone, "now", lambda: start + timedelta(seconds=next(ticks))):
        yield
