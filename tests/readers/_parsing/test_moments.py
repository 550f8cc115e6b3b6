from datetime import datetime

import pytest

from chahe.readers._parsing.keeping.moments import parse_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-20 23:10:05", "2026-11-20T23:10:05"),
        ("2026/1/2 3:04", "2026-01-02T03:04:00"),
        ("2026-11-20 23:10:05.123", "2026-11-20T23:10:05"),
        ("115/11/20 23:10", "2026-11-20T23:10:00"),
        ("民國115年11月20日 23:10", "2026-11-20T23:10:00"),
        ("2026/11/20 上午 12:30", "2026-11-20T00:30:00"),
        ("2026/11/20 下午 12:30", "2026-11-20T12:30:00"),
        ("11/20/2026 11:10:05 PM", "2026-11-20T23:10:05"),
        ("2026-11-20T23:10:05", "2026-11-20T23:10:05"),
        ("2026-11-20T23:10:05.895208559+09:00", "2026-11-20T22:10:05.895208"),
        ("2026-11-20T15:10:05Z", "2026-11-20T23:10:05"),
        ("2026-11-20", "2026-11-20T00:00:00"),
        (" 115/11/20 ", "2026-11-20T00:00:00"),
    ],
)
def test_moments_are_in_taipei(text: str, moment: str) -> None:
    assert parse_moment(text) == datetime.fromisoformat(f"{moment}+08:00")


@pytest.mark.parametrize("text", ["", " ", "-", "never", "從未"])
def test_nothing_is_none(text: str) -> None:
    assert parse_moment(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("昨天", "2026-02-30 1:00", "2026-11-20 25:00", "2026-11-20 1:60", "2026-11-20 13:00 PM"),
        *("20/11/2026 1:00", "11/20/2026 23:10", "1:00", "never 1:00", "2026-11-20 上午 1:00 AM"),
        *(
            "1900-01-01T00:00:00",
            "2026-11-20 0:30 AM",
            "2026-11-20 1:00 +08:00",
            "T",
            "2026-11-20T",
        ),
    ],
)
def test_what_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_moment(text)
