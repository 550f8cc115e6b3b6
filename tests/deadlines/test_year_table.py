from datetime import date

import pytest

from chahe.deadlines import TableSource, YearTable

SOURCE = TableSource("甲")


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ({"holidays": {date(2027, 1, 1): "甲"}}, "116年1月1日 不在民國 115 年"),
        ({"makeup": {date(2025, 2, 8): "甲"}}, "114年2月8日 不在民國 115 年"),
        ({"holidays": {date(2026, 2, 14): "甲"}}, "115年2月14日 是星期六或星期日"),
        ({"makeup": {date(2026, 2, 13): "甲"}}, "115年2月13日 不是星期六或星期日"),
    ],
)
def test_a_day_that_cannot_stand_in_a_table_is_refused(days, message):
    with pytest.raises(ValueError, match=message):
        YearTable(2026, SOURCE, **days)


def test_an_empty_table_works_on_weekdays():
    table = YearTable(2026, SOURCE)

    assert (table.is_working(date(2026, 1, 1)), table.is_working(date(2026, 1, 3))) == (True, False)
    assert table.days_off == 104
