from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.backup_jobs import backup_jobs

HEAD = "主機,作業名稱,作業類型,備份類型,開始時間,結束時間,結果,異地\n"
SAMPLE = (DATA / "backup_jobs.csv").read_bytes()[:2000]


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "backup_jobs.csv"))

    assert (table.reader, table.kind, table.gaps) == ("backup_jobs", "backup_jobs", ())
    assert len(table.rows) == 403
    assert table.rows[0] == {
        "system": "網路下單系統", "job": "TRD-DAILY", "kind": "incremental",
        "begun": at(2026, 5, 20, 23, 10), "ended": at(2026, 5, 20, 23, 52), "result": "success",
        "size": "8 GB", "place": "NAS-01", "offsite": False, "line": 2,
    }  # fmt: skip
    assert [row["kind"] for row in table.rows if row["offsite"]].count("copy") == 26
    assert [row["line"] for row in table.rows if row["result"] == "failed"] == [181]


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = backup_jobs.read(
        of(f"{HEAD}甲,乙,,完整,115/1/2 上午 12:30,,取消,\n".encode(encoding))
    ).rows

    assert (row["system"], row["begun"], row["ended"]) == ("甲", at(2026, 1, 2, 0, 30), None)
    assert (row["kind"], row["result"], row["offsite"]) == ("full", "failed", None)


def test_veeam_as_powershell_writes_it() -> None:
    table = read_any(
        of(
            '"JobName","JobType","CreationTime","EndTime","Result"\n'
            '"DB daily","Backup","11/20/2026 10:00:00 PM","11/20/2026 10:40:12 PM","Warning"\n'
            '"DB daily","Backup","11/21/2026 10:00:00 PM","1/1/1900 12:00:00 AM","None"\n'
            '"DB copy","BackupSync","11/20/2026 11:00:00 PM","11/20/2026 11:40:00 PM","Success"\n'
        )
    )

    assert [(row["system"], row["kind"], row["result"]) for row in table.rows] == [
        ("DB daily", "", "warning"), ("DB daily", "", ""), ("DB copy", "copy", "success"),
    ]  # fmt: skip
    assert [row["ended"] for row in table.rows[:2]] == [at(2026, 11, 20, 22, 40, 12), None]


def test_bacula_letters_and_what_is_no_backup() -> None:
    head = "JobId,Name,Client,StartTime,EndTime,Type,Level,JobBytes,JobStatus\n"
    day = "2026-11-20 22:00:00,2026-11-20 22:10:00"
    statuses = {"T": "success", "W": "warning", "E": "failed", "f": "failed", "F": "", "R": ""}
    runs = "".join(f"1,n,c-fd,{day},B,I,9,{status}\n" for status in statuses)

    table = read_any(of(f"{head}{runs}2,n,c-fd,{day},R,,9,T\n3,n,c-fd,{day},V,,9,T\n"))

    assert [row["result"] for row in table.rows] == list(statuses.values())
    assert {(row["system"], row["kind"], row["size"]) for row in table.rows} == {
        ("c-fd", "incremental", "9")
    }


def test_a_run_of_the_catalog_has_a_name_of_its_own_that_is_no_job() -> None:
    head = "JobId,Job,Name,Type,Level,JobStatus,StartTime,EndTime\n"
    runs = "".join(
        f"{day[-2:]},web.{day}_22.00.00_04,web,B,I,T,{day} 22:00:02,{day} 22:09:10\n"
        for day in ("2026-11-20", "2026-11-21")
    )

    table = read_any(of(head + runs))

    assert [(row["system"], row["job"]) for row in table.rows] == [("web", "web")] * 2


def test_what_only_starts_copies_is_no_copy() -> None:
    head = "Name,Client,Type,JobStatus,StartTime,EndTime\n"
    day = "2026-11-20 22:00:00,2026-11-20 22:10:00"

    table = read_any(of(f"{head}offsite,c-fd,c,T,{day}\nweb,c-fd,C,T,{day}\n"))

    assert [(row["job"], row["kind"]) for row in table.rows] == [("web", "copy")]
    assert table.gaps == ()


@pytest.mark.parametrize(
    ("titles", "system"),
    [
        ("JobName,VM,Status", "db1"),
        ("JobName,Name,Status", "db1"),
        ("JobName,Name,Result", "DB daily"),
        ("JobName,Name,Status,Client", "c1"),
    ],
)
def test_the_machine_of_a_task(titles: str, system: str) -> None:
    more = ",c1" if "Client" in titles else ""
    day = "2026-11-20 22:00,2026-11-20 22:10"
    name = "DB daily (Full)" if "Result" in titles else "db1"

    (row,) = read_any(of(f"StartTime,EndTime,{titles}\n{day},DB daily,{name},Success{more}\n")).rows

    assert (row["system"], row["job"]) == (system, "DB daily")


@pytest.mark.parametrize(
    ("kind", "how", "meant"),
    [
        ("SimpleBackupCopyWorker", "Increment", "copy"),
        ("SimpleBackupCopyPolicy", "Increment", "copy"),
        ("NasBackupCopy", "", "copy"),
        ("VmTapeBackup", "", "copy"),
        ("EpAgentManagement", "Syntethic", "synthetic"),
        ("EndpointBackup", "Full", "full"),
        ("NasBackup", "Increment", "incremental"),
        ("FileTapeBackup", "", ""),
    ],
)
def test_types_of_veeam(kind: str, how: str, meant: str) -> None:
    head = "JobName,JobType,BackupType,CreationTime,EndTime,Result\n"
    table = read_any(of(f"{head}a,{kind},{how},2026-11-20 22:00,2026-11-20 22:10,Success\n"))

    assert ([row["kind"] for row in table.rows], table.gaps) == ([meant], ())


@pytest.mark.parametrize(
    "text",
    [
        *("1/1/1900 12:00:00 AM", "01/01/1900 00:00:00", "1900/1/1 上午 12:00:00"),
        *("1900-01-01T00:00:00", "1/1/0001 12:00:00 AM", "0001/1/1 上午 12:00:00"),
        *("0001-01-01T00:00:00Z", "0000-00-00 00:00:00", "NULL", "\\N"),
    ],
)
def test_what_stands_for_no_time(text: str) -> None:
    (row,) = backup_jobs.read(of(f"{HEAD}甲,乙,,,115/1/2 2:00,{text},InProgress,\n")).rows
    other = backup_jobs.read(of(f"{HEAD}甲,乙,,,{text},115/1/2 2:00,失敗,\n")).rows[0]

    assert (row["ended"], row["result"]) == (None, "")
    assert other["begun"] == at(2026, 1, 2, 2)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Completed w/ one or more errors", "warning"),
        ("Completed w/ one or more warnings", "warning"),
        ("Failed to Start", "failed"),
        ("Killed", "failed"),
        ("Suspended", ""),
        ("Queued", ""),
    ],
)
def test_results_of_commvault(text: str, result: str) -> None:
    (row,) = backup_jobs.read(of(f"{HEAD}甲,乙,,,115/1/2 2:00,,{text},\n")).rows

    assert row["result"] == result


def test_what_cannot_be_placed_is_a_gap() -> None:
    day = "115/1/2 1:00,115/1/2 2:00"

    table = backup_jobs.read(of(HEAD + f"甲,乙,掃毒,,{day},成功,\n甲,乙,備份,,,,失敗,\n" * 2))

    assert table.rows == ()
    assert table.gaps == (
        "看不懂作業類型「掃毒」，2 列沒有採用", "作業沒有開始與結束時間，2 列沒有採用",
    )  # fmt: skip


def test_a_job_that_never_began_is_when_it_ended() -> None:
    (row,) = backup_jobs.read(of(f"{HEAD}甲,乙,,,,115/1/2 2:00,失敗,\n")).rows

    assert row["begun"] == at(2026, 1, 2, 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何備份作業"),
        (f"{HEAD}甲,乙,還原,,115/1/2 1:00,,成功,\n", "沒有任何備份作業"),
        ("作業名稱,開始時間,結果\n甲,115/1/2,成功\n", "欄位「結束時間」：缺少欄位"),
        (f"{HEAD},,,,115/1/2,,成功,\n", "系統與作業名稱至少要有一項"),
        (f"{HEAD}甲,乙,,,昨天,,成功,\n", "欄位「開始時間」：看不懂時間「昨天」"),
        (f"{HEAD}甲,乙,,,115/1/2 25:00,,成功,\n", "看不懂時間「115/1/2 25:00」"),
        (f"{HEAD}甲,乙,,,1900/1/15 1:00,,成功,\n", "看不懂時間「1900/1/15 1:00」"),
        (f"{HEAD}甲,乙,,,115/1/2 2:00,115/1/2 1:00,成功,\n", "結束時間早於開始時間"),
        (f"{HEAD}甲,乙,,每日,115/1/2,,成功,\n", "欄位「備份類型」：看不懂「每日」"),
        (f"{HEAD}甲,乙,,,115/1/2,,,\n", "欄位「結果」：看不懂「」，應為成功、警告、失敗或執行中"),
        (f"{HEAD}甲,乙,,,115/1/2,,成功,臺中\n", "欄位「異地」：看不懂「臺中」"),
        (f"{HEAD}甲,乙\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        backup_jobs.read(of(text))


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = backup_jobs.read(of(content))
    except ReadError:
        return
    assert table.rows
