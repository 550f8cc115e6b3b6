from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.wsus_updates import wsus_updates

HEAD = "電腦名稱,KB,分類,嚴重性,發行日,安裝狀態,最後回報\n"
SAMPLE = (DATA / "wsus_updates.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "wsus_updates.csv"))

    assert (table.reader, table.kind, table.gaps) == ("wsus_updates", "installed_patches", ())
    assert table.rows[0] == {
        "host": "trd-web01.example.local", "patch": "KB5099001",
        "title": "2026-08 適用於 Windows Server 2022 的累積更新", "severity": "critical",
        "released": date(2026, 8, 11), "status": "needed", "seen": date(2026, 11, 20), "line": 2,
    }  # fmt: skip
    assert [(row["severity"], row["status"]) for row in table.rows] == [
        ("critical", "needed"),
        ("critical", "needed"),
        ("", "installed"),
        ("none", "failed"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = f"{HEAD}甲,KB1,更新,未指定,115/8/11,失敗,115/11/20\n"

    (row,) = wsus_updates.read(of(text.encode(encoding))).rows

    assert (row["host"], row["severity"], row["status"]) == ("甲", "none", "failed")


@pytest.mark.parametrize(
    ("line", "severity", "status"),
    [
        ("甲,KB1,Security Updates,Important,,Downloaded,115/11/20", "high", "needed"),
        ("甲,KB1,Critical Updates,,,Not Applicable,115/11/20", "", "installed"),
        ("甲,KB1,,,,Unknown,", "", "unknown"),
        ("甲,KB1,,Moderate,,,", "medium", "unknown"),
        ("甲,,,,,,115/11/20", "", "installed"),
        ("甲,NULL,NULL,NULL,NULL,NULL,NULL", "", "installed"),
        ("甲,KB1,NULL,NULL,NULL,NULL,NULL", "", "unknown"),
        ("甲,KB1,Security Updates,None,,InstalledPendingReboot,115/11/20", "", "needed"),
        ("甲,KB1,Security Updates,(Unknown),,Update is required,115/11/20", "", "needed"),
        ("甲,KB1,Updates,None,,Update is not required,115/11/20", "none", "installed"),
        ("甲,KB1,,,,Detection state unknown,115/11/20", "", "unknown"),
    ],
)
def test_words_for_grades_and_states(line: str, severity: str, status: str) -> None:
    (row,) = wsus_updates.read(of(f"{HEAD}{line}\n")).rows

    assert (row["severity"], row["status"]) == (severity, status)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何電腦"),
        ("電腦,kb,狀態,最後回報\n甲,KB1,失敗,\n", "欄位「msrc嚴重性」：缺少欄位"),
        (f"{HEAD},KB1,,,,失敗,\n", "第 2 行、欄位「電腦名稱」：這一欄不可空白"),
        (f"{HEAD}甲,,,,,失敗,\n", "第 2 行、欄位「KB」：有安裝狀態就要有更新"),
        (f"{HEAD}甲,,,重大,,,\n", "第 2 行、欄位「KB」：有嚴重性就要有更新"),
        (f"{HEAD}甲,,,,115/8/11,,\n", "第 2 行、欄位「KB」：有發行日就要有更新"),
        (f"{HEAD}甲,,安全性更新,,,,\n", "第 2 行、欄位「KB」：有分類就要有更新"),
        (f"{HEAD}甲,KB1,,高,,2,\n", "欄位「安裝狀態」：看不懂「2」"),
        (f"{HEAD}甲,KB1,,很高,,失敗,\n", "欄位「嚴重性」：看不懂「很高」"),
        (f"{HEAD}甲,KB1,,高,,maybe,\n", "欄位「安裝狀態」：看不懂「maybe」"),
        (f"{HEAD}甲,KB1,,高,昨天,失敗,\n", "欄位「發行日」：看不懂日期「昨天」"),
        (f"{HEAD}甲,KB1,,高,,失敗,昨天\n", "欄位「最後回報」：看不懂日期「昨天」"),
        (f"{HEAD}甲,KB1\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        wsus_updates.read(of(text))


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = wsus_updates.read(of(content))
    except ReadError:
        return
    assert table.rows


def test_numbers_that_were_not_written_out_are_refused() -> None:
    collection = "System.Collections.Specialized.StringCollection"

    with pytest.raises(ReadError, match="更新沒有展開成 KB 編號"):
        wsus_updates.read(of(f"{HEAD}甲,{collection},更新,重大,115/8/11,失敗,115/11/20\n"))


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (
            "UpdateInstallationState,UpdateApprovalAction,UpdateClassificationTitle,"
            "KnowledgebaseArticles,Title,FullDomainName,MsrcSeverity,CreationDate,ArrivalDate,"
            "LastReportedStatusTime",
            "NotInstalled,Install,Security Updates,5099001,累積更新,甲,Critical,"
            "2026/8/11 上午 01:00:00,2026/9/2 下午 06:30:00,2026/11/20 上午 12:05:00",
        ),
        (
            "Computername,TargetGroup,UpdateKB,UpdateTitle,UpdateInstallationState,Severity,"
            "ReleaseDate,LastReported",
            "甲,Servers,5099001,累積更新,Downloaded,Critical,8/11/2026 1:00:00 AM,"
            "11/20/2026 12:05:00 AM",
        ),
        (
            "Update,Computer,KB,InstallationState,Severity,ReleaseDate,LastStatusReport",
            "累積更新,甲,5099001,NotInstalled,Critical,2026-08-11,2026-11-20 00:05:00",
        ),
        (
            "FullDomainName,KnowledgebaseArticle,DefaultTitle,MsrcSeverity,CreationDate,State,"
            "LastReportedStatusTime",
            "甲,5099001,累積更新,Critical,2026-08-11 01:00:00.000,NotInstalled,"
            "2026-11-20 00:05:00.1230000",
        ),
        (
            "Netbios_Name0,ArticleID,Title,Severity,DatePosted,Status,LastStatusCheckTime",
            "甲,5099001,累積更新,Critical,2026-08-11 01:00:00.000,Update is required,"
            "2026-11-20 00:05:00.000",
        ),
    ],
)
def test_the_columns_of_scripts_and_of_databases(head: str, line: str) -> None:
    (row,) = read_any(of(f"{head}\n{line}\n")).rows

    assert row == {
        "host": "甲", "patch": "5099001", "title": "累積更新", "severity": "critical",
        "released": date(2026, 8, 11), "status": "needed", "seen": date(2026, 11, 20), "line": 2,
    }  # fmt: skip


def test_the_day_an_update_arrived_at_the_server_is_not_its_release() -> None:
    text = HEAD.replace("發行日", "ArrivalDate") + "甲,KB1,更新,重大,2026/11/19,失敗,115/11/20\n"

    with pytest.raises(ReadError, match="欄位「發行日期」：缺少欄位"):
        wsus_updates.read(of(text))


@pytest.mark.parametrize(
    "never", ["1/1/0001 12:00:00 AM", "0001/1/1 上午 12:00:00", "0001-01-01 00:00:00.000", "NULL"]
)
def test_a_computer_that_never_reported_has_no_day(never: str) -> None:
    (row,) = wsus_updates.read(of(f"{HEAD}甲,KB1,更新,重大,115/8/11,Unknown,{never}\n")).rows

    assert (row["seen"], row["released"]) == (None, date(2026, 8, 11))


@pytest.mark.parametrize("text", ["0001/1/15", "1/1/00012"])
def test_no_other_day_of_the_first_year_is_never(text: str) -> None:
    with pytest.raises(ReadError, match="欄位「最後回報」：看不懂日期"):
        wsus_updates.read(of(f"{HEAD}甲,KB1,更新,重大,115/8/11,Unknown,{text}\n"))


@pytest.mark.parametrize(("state", "status"), [("Failed", "failed"), ("", "unknown")])
def test_an_update_that_has_no_article_goes_by_its_title(state: str, status: str) -> None:
    head = "電腦名稱,KB,標題,嚴重性,發行日,安裝狀態,最後回報"

    (row,) = wsus_updates.read(of(f"{head}\n甲,,某驅動程式,,115/8/11,{state},115/11/20\n")).rows

    assert (row["patch"], row["title"], row["status"]) == ("某驅動程式", "某驅動程式", status)
