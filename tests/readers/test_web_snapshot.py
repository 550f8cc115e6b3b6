import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers._parsing.sealed import seal
from chahe.readers.web_snapshot import web_snapshot

SAMPLE = (DATA / "web_snapshot.txt").read_bytes()
SITE = "https://order.example.tw"


def page(url: str = f"{SITE}/a", **said: Any) -> dict[str, Any]:
    return {
        "url": url, "sha256": "aa" * 32, "scripts": [], "forms": [], "frames": [], "hosts": [],
        "error": "", **said,
    }  # fmt: skip


def sealed(pages: Iterable[dict[str, Any]], **header: Any) -> bytes:
    said = {"made": "2026-11-02T09:00:00+08:00", "site": SITE, **header}
    return b"".join(seal("chahe-pages", said, (f"{json.dumps(page)}\n" for page in pages)))


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "web_snapshot.txt"))

    assert (table.reader, table.kind, table.gaps) == ("web_snapshot", "web_pages", ())
    assert [(row["line"], row["url"], row["taken"], row["hosts"]) for row in table.rows] == [
        (2, f"{SITE}/index.html", date(2026, 11, 2), ("img.example.com",)),
        (3, f"{SITE}/login.html", date(2026, 11, 2), ()),
        (6, f"{SITE}/index.html", date(2026, 11, 20), ("img.example.com",)),
        (7, f"{SITE}/login.html", date(2026, 11, 20), ("cdn.example.net",)),
    ]
    row = table.rows[3]
    assert row["scripts"][:2] == ("https://cdn.example.net/t.js", f"{SITE}/js/app.js")
    assert {name: row[name] for name in ("forms", "frames", "error", "site")} == {
        "forms": (f"{SITE}/login",), "frames": (), "error": "", "site": SITE,
    }  # fmt: skip
    assert (row["taken_at"].isoformat(), len(row["snapshot"])) == ("2026-11-20T09:00:00+08:00", 64)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (SAMPLE.replace(b"/login", b"/1ogin", 1), "第 4 行：內容與封條不符"),
        (b"".join(SAMPLE.splitlines(True)[:3]), "第 1 行：檔尾沒有封條"),
        (sealed([page(), page()]), "第 3 行、欄位「url」：網址是空的或出現兩次"),
        (sealed([page("")]), "第 2 行、欄位「url」：網址是空的"),
        (sealed([page(sha256="")]), "第 2 行、欄位「sha256」：網頁沒有雜湊值"),
        (sealed([page(scripts="x")]), "第 2 行、欄位「scripts」：應為清單"),
        (sealed([page(hosts=[1])]), "第 2 行、欄位「hosts」：應為文字"),
        (sealed([{"url": "x"}]), "第 2 行、欄位「sha256」：應為文字"),
        (sealed([page()], site=None), "第 1 行、欄位「site」：應為文字"),
    ],
)
def test_what_is_wrong_is_said(content: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        web_snapshot.read(of(content))


@given(at=st.integers(0, len(SAMPLE) - 1), piece=st.binary(max_size=4))
def test_no_damage_is_read(at: int, piece: bytes) -> None:
    damaged = SAMPLE[:at] + piece + SAMPLE[at + len(piece) + 1 :]

    with pytest.raises(ReadError):
        web_snapshot.read(of(damaged))
