from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.restic_snapshots import restic_snapshots

ONE = '{"time":"2026-11-19T23:10:02Z","tree":"8","paths":["/a"],"hostname":"h"}'
SAMPLE = (DATA / "restic_snapshots.json").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "restic_snapshots.json"))

    assert (table.reader, table.kind, table.gaps) == ("restic_snapshots", "backup_jobs", ())
    assert table.rows == (
        {
            "system": "trd-web01", "job": "/srv/trd /etc", "kind": "snapshot",
            "begun": at(2026, 11, 19, 23, 10, 2, 895208),
            "ended": at(2026, 11, 19, 23, 14, 40, 100000), "result": "success",
            "size": "812345678", "place": "", "offsite": None, "line": 1,
        },
        {
            "system": "trd-web01", "job": "/srv/trd", "kind": "snapshot",
            "begun": at(2026, 11, 20, 23, 10, 3, 100000), "ended": None, "result": "success",
            "size": "", "place": "", "offsite": None, "line": 2,
        },
    )  # fmt: skip


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = f"[{ONE}]".replace('"h"', '"甲"')

    (row,) = restic_snapshots.read(of(text.encode(encoding))).rows

    assert row["system"] == "甲"


def test_a_summary_made_later_has_no_times() -> None:
    none = '"0001-01-01T00:00:00Z"'
    summary = f'"summary":{{"backup_start":{none},"backup_end":{none},"total_bytes_processed":5}}'

    (row,) = restic_snapshots.read(of(ONE.replace("}", f",{summary}}}").join("[]"))).rows

    assert (row["ended"], row["size"]) == (None, "5")


def test_what_newer_versions_add_is_passed_over() -> None:
    more = (
        '"parent":"7","username":"root","uid":0,"gid":0,"excludes":["*.tmp"],"tags":["daily"],'
        '"original":"6","program_version":"restic 0.18.1","id":"9","short_id":"9"'
    )

    (row,) = restic_snapshots.read(of(ONE.replace("}", f",{more}}}").join("[]"))).rows

    assert (row["system"], row["job"]) == ("h", "/a")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "沒有任何快照"),
        ("{}", "應為快照的清單"),
        (f"[{ONE}] x", "應為快照的清單"),
        (f"[{ONE}", "不是完整的 JSON"),
        ("[1]", "欄位「\\[0\\]」：應為物件"),
        (f"[{ONE},1]", "欄位「\\[1\\]」：應為物件"),
        (ONE.replace('"h"', "1").join("[]"), "hostname」：應為文字"),
        (ONE.replace('"h"', '""').join("[]"), "快照應有主機名稱與時間"),
        (ONE.replace("2026-11-19T23:10:02Z", "").join("[]"), "快照應有主機名稱與時間"),
        (ONE.replace("2026-11-19T", "T").join("[]"), "time」：看不懂時間「T23:10:02Z」"),
        (ONE.replace('"/a"', "1").join("[]"), "paths」：應為路徑的清單"),
        (ONE.replace('"tree"', '"time"').join("[]"), "欄位「time」出現兩次"),
        (f'[{{"group_key":{{"hostname":"h"}},"snapshots":[{ONE}]}}]', "請不要加 --group-by"),
        ("[" * 100000, "JSON"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        restic_snapshots.read(of(text))


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = restic_snapshots.read(of(content))
    except ReadError:
        return
    assert table.rows
