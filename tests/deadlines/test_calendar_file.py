from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import builds, characters, from_regex, integers, lists, text
from icalendar import Calendar

from chahe.deadlines.calendar_file import CalendarEntry, calendar_file

from .days import DAYS

MADE_AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
WORDS = text(characters(exclude_categories=["Cs", "Cc"]), max_size=120)
ENTRIES = lists(
    builds(
        CalendarEntry,
        uid=from_regex(r"[a-z0-9]{1,20}@chahe", fullmatch=True),
        day=DAYS,
        title=WORDS,
        description=WORDS,
        url=from_regex(r"https://[a-z]{1,60}/[a-z0-9/?=&;,]{0,60}", fullmatch=True),
        alarms=lists(integers(0, 60), max_size=3, unique=True).map(tuple),
    ),
    max_size=4,
    unique_by=lambda entry: entry.uid,
)
ENTRY = CalendarEntry(
    "1@chahe", date(2026, 2, 26), "每月查核", "第一行\n第二行；乙", "https://a/1", (7, 0)
)


def written(*entries):
    return calendar_file(entries, name="查核行事曆", made_at=MADE_AT)


def test_a_due_day_is_an_event_of_the_whole_day():
    (event,) = Calendar.from_ical(written(ENTRY)).walk("VEVENT")

    assert event["uid"] == "1@chahe"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        date(2026, 2, 26),
        date(2026, 2, 27),
    )
    assert event.decoded("dtstamp") == MADE_AT
    assert (event["summary"], event["description"]) == ("每月查核", "第一行\n第二行；乙")
    assert event["url"] == "https://a/1"


def test_alarms_ring_at_nine():
    alarms = Calendar.from_ical(written(ENTRY)).walk("VALARM")

    assert [alarm.decoded("trigger") for alarm in alarms] == [
        timedelta(days=-7, hours=9),
        timedelta(hours=9),
    ]


def test_the_calendar_says_its_name_and_zone():
    calendar = Calendar.from_ical(written())

    assert (calendar["x-wr-calname"], calendar["x-wr-timezone"]) == ("查核行事曆", "Asia/Taipei")
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")


@given(ENTRIES)
def test_what_is_written_reads_back(entries):
    content = written(*entries)

    events = Calendar.from_ical(content).walk("VEVENT")

    assert sorted(
        (str(event["uid"]), event.decoded("dtstart"), str(event["summary"]), str(event["url"]))
        for event in events
    ) == sorted((entry.uid, entry.day, entry.title, entry.url) for entry in entries)


@given(ENTRIES)
def test_lines_are_folded_and_end_as_the_rfc_says(entries):
    content = written(*entries)

    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75


@given(ENTRIES)
def test_the_same_entries_give_the_same_bytes_in_any_order(entries):
    assert written(*entries) == written(*reversed(entries))


@given(text(max_size=60))
def test_a_title_never_makes_a_line_of_its_own(title):
    title = title.encode(errors="replace").decode()
    content = written(CalendarEntry("1@chahe", date(2026, 1, 1), f"{title}\r\nATTACH:x", title))

    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert "attach" not in event


def test_controls_are_left_out():
    (event,) = Calendar.from_ical(
        written(CalendarEntry("1@chahe", date(2026, 1, 1), "甲\x00\x1b乙"))
    ).walk("VEVENT")

    assert event["summary"] == "甲乙"


@pytest.mark.parametrize(
    "wrong",
    [
        {"uid": "1\r\nATTACH:x"},
        {"url": "https://a/\nATTACH:x"},
        {"url": "https://a/\x00"},
        {"uid": " 1"},
        {"alarms": (-1,)},
    ],
)
def test_what_cannot_stand_in_a_calendar_is_refused(wrong):
    entry = CalendarEntry(**{"uid": "1@chahe", "day": date(2026, 1, 1), "title": "甲", **wrong})

    with pytest.raises(ValueError):
        written(entry)


def test_two_entries_cannot_share_a_name():
    with pytest.raises(ValueError, match="1@chahe"):
        written(ENTRY, ENTRY)


def test_an_instant_without_its_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        calendar_file([], name="甲", made_at=datetime(2026, 1, 1))  # noqa: DTZ001
