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
from chahe.readers.integrity_manifest import integrity_manifest

SAMPLE = (DATA / "integrity_manifest.txt").read_bytes()
HEADER = {"made": "2026-11-02T01:30:00+08:00", "host": "h", "root": "/r", "exclude": []}


def entry(path: str = "a", **said: Any) -> dict[str, Any]:
    return {
        "path": path, "type": "file", "size": 1, "mode": "0644", "owner": "0", "group": "0",
        "mtime_ns": 0, "ctime_ns": 0, "inode": 1, "target": "", "error": "", "sha256": "3f" * 32,
        **said,
    }  # fmt: skip


def sealed(entries: Iterable[dict[str, Any]], **header: Any) -> bytes:
    lines = (f"{json.dumps(entry)}\n" for entry in entries)
    return b"".join(seal("chahe-files", {**HEADER, **header}, lines))


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "integrity_manifest.txt"))

    assert (table.reader, table.kind, table.gaps) == ("integrity_manifest", "file_manifest", ())
    assert [(row["line"], row["path"], row["type"], row["modified"]) for row in table.rows] == [
        (2, ".", "dir", date(2026, 11, 1)),
        (3, "app.js", "file", date(2026, 11, 1)),
        (4, "current", "symlink", date(2026, 11, 1)),
        (5, "index.html", "file", date(2026, 11, 1)),
        (8, ".", "dir", date(2026, 11, 12)),
        (9, "app.js", "file", date(2026, 11, 12)),
        (10, "current", "symlink", date(2026, 11, 1)),
        (11, "index.html", "file", date(2026, 11, 1)),
    ]
    row = table.rows[5]
    assert (row["made_at"].isoformat(), len(row["manifest"])) == ("2026-11-20T01:30:00+08:00", 64)
    assert {name: row[name] for name in row if name not in ("made_at", "manifest")} == {
        "path": "app.js", "type": "file", "size": 1024, "inode": 7, "mode": "0644", "owner": "0",
        "group": "33", "mtime_ns": 1794441600 * 10**9, "ctime_ns": 1794441600 * 10**9,
        "modified": date(2026, 11, 12), "sha256": "9c" * 32, "blake3": "", "target": "",
        "error": "", "digest": "sha256", "made": date(2026, 11, 20), "host": "web01",
        "root": "/srv/order-web", "excluded": ("logs/",), "line": 9,
    }  # fmt: skip


def test_the_moment_is_of_taipei_and_an_unseen_entry_is_kept() -> None:
    gone = entry(type="", error="ENOENT", sha256="")

    (row,) = integrity_manifest.read(of(sealed([gone], made="2026-11-01T20:00:00+00:00"))).rows

    assert (row["made"], row["type"], row["error"]) == (date(2026, 11, 2), "", "ENOENT")


def test_a_list_of_another_digest() -> None:
    mine = entry(sha256="")
    del mine["sha256"]

    (row,) = integrity_manifest.read(
        of(sealed([{**mine, "blake3": "5d" * 32}], digest="blake3"))
    ).rows

    assert (row["digest"], row["blake3"], row["sha256"]) == ("blake3", "5d" * 32, "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (SAMPLE.replace(b"a1a1", b"a1a2", 1), "第 6 行：內容與封條不符"),
        (SAMPLE.replace(b"\n", b"\r\n"), "第 6 行：內容與封條不符"),
        (b"".join(SAMPLE.splitlines(True)[:3]), "第 1 行：檔尾沒有封條"),
        (b"".join(SAMPLE.splitlines(True)[1:]), "第 1 行：這裡應是 chahe-files 清單的標題列"),
        (SAMPLE[:-1], "第 12 行：這一行不是完整的 JSON 物件"),
        (SAMPLE + b"[]\n", "第 13 行：這一行不是完整的 JSON 物件"),
        (SAMPLE + b'{"x":' + b"[" * 100_000 + b"\n", "第 13 行：這一行不是完整的 JSON 物件"),
        (SAMPLE.replace(b'"version":1', b'"version":2'), "第 1 行：只看得懂第 1 版"),
        (sealed([]), "第 2 行：內容與封條不符"),
        (sealed([entry()], made="2026-11-02"), "第 1 行、欄位「made」：應為含時區的時間"),
        (sealed([entry()], made=7), "第 1 行、欄位「made」：應為含時區的時間"),
        (sealed([entry()], root=None), "第 1 行、欄位「root」：應為文字"),
        (sealed([entry()], digest="md5"), "第 1 行、欄位「digest」：看不懂雜湊演算法「md5」"),
        (sealed([entry()], digest=3), "第 1 行、欄位「digest」：應為文字"),
        (sealed([entry()], digest="blake3"), "第 2 行、欄位「blake3」：應為文字"),
        (sealed([entry()], exclude="x"), "第 1 行、欄位「exclude」：應為清單"),
        (sealed([entry(), entry()]), "第 3 行、欄位「path」：同一個路徑出現兩次"),
        (sealed([entry(size="1")]), "第 2 行、欄位「size」：應為整數"),
        (sealed([entry(size=True)]), "第 2 行、欄位「size」：應為整數"),
        (sealed([entry("\udcff")]), "第 2 行：這一行不是完整的 JSON 物件"),
        (sealed([entry("\\ud")], host="\ud800"), "第 1 行：這一行不是完整的 JSON 物件"),
        (sealed([{"x": 1, **entry()}]), "第 2 行：欄位的順序或數目不對"),
        (sealed([entry(type="door")]), "第 2 行、欄位「type」：看不懂「door」"),
        (sealed([entry(type="")]), "第 2 行、欄位「type」：看不懂"),
        (sealed([entry(sha256="")]), "第 2 行、欄位「sha256」：檔案沒有雜湊值"),
        (sealed([entry(mtime_ns=10**40)]), "第 2 行、欄位「mtime_ns」：應為時間"),
    ],
)
def test_what_is_wrong_is_said(content: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        integrity_manifest.read(of(content))


@given(at=st.integers(0, len(SAMPLE) - 1), piece=st.binary(max_size=4))
def test_no_damage_is_read(at: int, piece: bytes) -> None:
    damaged = SAMPLE[:at] + piece + SAMPLE[at + len(piece) + 1 :]

    with pytest.raises(ReadError):
        integrity_manifest.read(of(damaged))
