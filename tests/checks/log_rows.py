"""Rows of the tables of logs, for tests."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from chahe.readers import Row

NOON = datetime(2026, 11, 20, 12, tzinfo=timezone(timedelta(hours=8)))


def log(system: str = "下單", **said: Any) -> Row:
    return {
        "system": system, "log": "稽核紀錄", "kinds": ("audit",), "years": 3,
        "since": date(2010, 1, 2), "until": None, "core": True, "owner": "", "line": 2, **said,
    }  # fmt: skip


def kept(first: date, last: date | None = None, system: str = "下單", **said: Any) -> Row:
    return {
        "system": system, "log": "稽核紀錄", "kinds": ("audit",), "first": first,
        "last": last or first, "records": 9, "bytes": None, "place": "", "line": 2, **said,
    }  # fmt: skip


def kept_weekly(first: date, last: date, system: str = "下單", **said: Any) -> list[Row]:
    starts = [first + timedelta(7 * n) for n in range((last - first).days // 7 + 1)]
    return [kept(day, min(day + timedelta(6), last), system, **said) for day in starts]


def record(system: str = "下單", **said: Any) -> Row:
    return {
        "system": system, "at": NOON, "timed": True, "who": "c1", "action": "登入",
        "address": "203.0.113.7", "result": "", "line": 2, **said,
    }  # fmt: skip
