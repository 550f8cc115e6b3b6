from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis.strategies import binary, integers, sampled_from, text

from chahe.deadlines import CalendarError, TableSource, load_working_days, read_calendar_csv
from chahe.deadlines.calendar_csv import MAX_BYTES
from chahe.deadlines.counting import days_of

from .days import tables

HEADER = "西元日期,星期,是否放假,備註"
SHIPPED = load_working_days()


def lines_of(table):
    """Write a table as the official csv does: a line a day."""
    lines = [HEADER]
    for day in days_of(table.year):
        off = 0 if table.is_working(day) else 2
        name = table.holidays.get(day) or table.makeup.get(day, "")
        lines.append(f"{day:%Y%m%d},{'一二三四五六日'[day.weekday()]},{off},{name}")
    return lines


def csv_of(lines):
    return ("\r\n".join(lines) + "\r\n").encode()


LINES = lines_of(SHIPPED.tables[2026])


@pytest.mark.parametrize("year", SHIPPED.tables)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950"])
def test_shipped_years_read_back(year, encoding):
    shipped = SHIPPED.tables[year]
    content = csv_of(lines_of(shipped)).decode().encode(encoding)

    assert read_calendar_csv(content, source=shipped.source) == shipped


@settings(max_examples=25)
@given(tables(2028))
def test_any_table_reads_back(table):
    assert read_calendar_csv(csv_of(lines_of(table)), source=TableSource("甲")) == table


def test_days_without_a_name_get_one():
    days = [line.rsplit(",", 1)[0] + "," for line in lines_of(SHIPPED.tables[2025])[1:]]
    lines = [HEADER, *(day.replace("20250105,日,2", "20250105,日,0") for day in days)]

    table = read_calendar_csv(csv_of(lines))

    assert table.holidays[date(2025, 1, 1)] == "放假"
    assert table.makeup == {date(2025, 1, 5): "補行上班", date(2025, 2, 8): "補行上班"}
    assert table.source.name == "政府行政機關辦公日曆表"


def test_columns_and_days_may_stand_in_another_order():
    turned = [",".join(line.split(",")[::-1]) for line in LINES]
    turned[1:] = reversed(turned[1:])

    assert read_calendar_csv(csv_of(turned)) == read_calendar_csv(csv_of(LINES))


@pytest.mark.parametrize(
    ("line", "put", "message", "at"),
    [
        (5, "20260104,日,2", "少了欄位", 5),
        (5, "2026/1/4,日,2,", "「2026/1/4」不是日期", 5),
        (5, "20260230,日,2,", "「20260230」不是日期", 5),
        (5, "19110104,三,0,", "在民國年之內", 5),
        (5, "２０２６０１０４,日,2,", "不是日期", 5),
        (5, "20260104,六,2,", "115年1月4日 是星期日，檔案寫「六」", 5),
        (5, "20260104,日,1,", "「1」應為 0（上班）或 2（放假）", 5),
        (5, "20260103,六,2,", "115年1月3日 重複，已在第 4 行", 5),
        (5, "20250104,六,2,", "114年1月4日 不在民國 115 年", 5),
        (5, "", "缺少 1 天，從 115年1月4日 起", None),
        (5, "20260104,日,2," + "長" * 51, "備註超過 50 個字", 5),
        (5, '20260104,日,2,"', "不是完整的 CSV", None),
        (1, "Subject,Start Date,All Day Event", "標題缺少西元日期、星期、是否放假、備註", 1),
    ],
)
def test_a_slip_is_told_with_its_line(line, put, message, at):
    lines = [*LINES]
    lines[line - 1] = put

    with pytest.raises(CalendarError, match=message) as refused:
        read_calendar_csv(csv_of(lines))

    if at:
        assert refused.value.line == at
        assert str(refused.value).startswith(f"第 {at} 行：")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "檔案是空的"),
        (b" \r\n", "檔案是空的"),
        (csv_of([HEADER]), "沒有任何日期"),
        (b"\xff\xfe" + HEADER.encode("utf-16-le"), "不是 UTF-8 或 Big5"),
        (b"," * (MAX_BYTES + 1), "超過 1024 KB"),
        (csv_of(LINES[:200]), "缺少 166 天，從 115年7月19日 起"),
    ],
)
def test_a_file_that_is_not_a_whole_year_is_refused(content, message):
    with pytest.raises(CalendarError, match=message):
        read_calendar_csv(content)


@given(binary(max_size=400))
def test_bytes_are_refused_in_chinese(content):
    with pytest.raises(CalendarError):
        read_calendar_csv(content)


@settings(max_examples=200)
@given(integers(0, len(csv_of(LINES)) - 1), binary(max_size=3))
def test_a_damaged_file_reads_or_is_refused(place, put):
    content = csv_of(LINES)
    damaged = content[:place] + put + content[place + len(put) :]

    try:
        table = read_calendar_csv(damaged)
    except CalendarError as refused:
        assert str(refused)
    else:
        assert table.year == 2026
        assert abs(table.days_off - 120) <= 1


@given(sampled_from(range(1, len(LINES))), text(max_size=30))
def test_a_line_of_anything_reads_or_is_refused(line, put):
    lines = [*LINES]
    lines[line] = put

    with pytest.raises(CalendarError):
        read_calendar_csv("\n".join(lines).encode(errors="replace"))
