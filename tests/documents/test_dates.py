from datetime import UTC, date, datetime

import pytest

from chahe.deadlines import Period
from chahe.documents.dates import day_text, instant_day_text, instant_text, period_text, span_text


def test_instant_is_written_in_taipei():
    assert instant_text(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == "116年1月1日 00:00"


def test_instant_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        instant_text(datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake itself


def test_missing_days_and_instants_are_said():
    assert (day_text(None), instant_text(None)) == ("未填", "未填")


def test_short_day():
    assert instant_day_text(datetime(2026, 3, 9, tzinfo=UTC), style="short") == "115/03/09"


def test_day_before_the_republic_stays_western():
    assert day_text(date(1899, 12, 31)) == "1899-12-31"


def test_period_ends_on_its_last_day():
    assert period_text(Period(date(2026, 7, 1), date(2027, 1, 1))) == "115年7月1日至115年12月31日"


def test_span_of_one_day_is_one_day():
    assert span_text(date(2026, 3, 9), date(2026, 3, 9)) == "115年3月9日"
