import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Row, Source, Table, read_any
from chahe.readers.sarif import sarif

SAMPLE = (DATA / "sarif.sarif").read_bytes()
NOTHING: dict[str, Any] = {
    "rule": "", "title": "", "level": "none", "security_severity": None, "file": "",
    "at_line": None, "suppressed": False, "baseline": "", "message": "",
}  # fmt: skip


def log(run: dict[str, Any], **said: Any) -> str:
    whole = {"tool": {"driver": {"name": "T"}}, "results": [], **run}
    return json.dumps({"version": "2.1.0", "runs": [whole], **said})


def one(result: dict[str, Any], **run: Any) -> Row:
    (row,) = sarif.read(of(log({"results": [result], **run}))).rows
    return row


def driver(*rules: dict[str, Any]) -> dict[str, Any]:
    return {"driver": {"name": "T", "rules": list(rules)}}


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "sarif.sarif"))
    order: dict[str, Any] = {
        "project": "order-web", "tool": "Tanhua", "tool_version": "4.2.1",
        "scanned": date(2026, 11, 13),
    }  # fmt: skip

    assert (table.reader, table.kind, table.gaps) == ("sarif", "source_findings", ())
    assert table.rows == (
        NOTHING | order | {
            "rule": "java/sql-injection", "title": "SQL built from user input", "level": "error",
            "security_severity": 8.8, "file": "src/Order.java", "at_line": 42,
            "baseline": "absent", "message": "Query is built from 'account'.", "line": 42,
        },
        NOTHING | order | {
            "rule": "java/weak-cipher", "level": "warning", "security_severity": 7.5,
            "suppressed": True, "message": "DES is used.", "line": 56,
        },
        NOTHING | order | {
            "rule": "java/unused/local", "title": "UnusedVariable", "level": "note", "line": 61,
        },
        NOTHING | {
            "project": "quote-api", "tool": "Tanhua", "tool_version": "4.2",
            "scanned": date(2026, 10, 2), "line": 64,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = json.dumps(json.loads(log({"automationDetails": {"id": "甲"}})), ensure_ascii=False)

    (row,) = read_any(of(text.encode(encoding))).rows

    assert row["project"] == "甲"


def test_a_log_with_its_version_at_the_end_is_sniffed() -> None:
    whole = json.loads(log({"results": [{"ruleId": "a", "message": {"text": "x" * 70_000}}]}))
    text = json.dumps({"runs": whole.pop("runs"), **whole})

    assert [row["rule"] for row in read_any(of(text)).rows] == ["a"]


@pytest.mark.parametrize(
    ("run", "project"),
    [
        ({}, "web"),
        ({"automationDetails": {"id": "all/web2/20261120"}}, "all/web2"),
        ({"automationDetails": {"id": "web3"}}, "web3"),
        ({"versionControlProvenance": [{"repositoryUri": "git@git.example.com:web4.git"}]}, "web4"),
        ({"versionControlProvenance": [{"repositoryUri": "https://h/a/web5/"}]}, "web5"),
    ],
)
def test_what_was_scanned(run: dict[str, Any], project: str) -> None:
    (row,) = sarif.read(of(log(run), "web.sarif.json")).rows

    assert row["project"] == project


@pytest.mark.parametrize(
    ("result", "rule", "level"),
    [
        ({}, {}, "warning"),
        ({"level": "error"}, {"level": "note"}, "error"),
        ({"ruleId": "a"}, {"level": "note"}, "note"),
        ({"ruleId": "a/b/c"}, {"level": "error"}, "error"),
        ({"ruleIndex": 0}, {"level": "error"}, "error"),
        ({"ruleId": "a", "ruleIndex": -1}, {"level": "error"}, "error"),
        ({"rule": {"id": "a"}}, {"level": "none"}, "none"),
        ({"rule": {"index": 0, "toolComponent": {"name": "x"}}}, {"level": "error"}, "warning"),
        ({"ruleId": "unknown"}, {"level": "error"}, "warning"),
        ({"ruleId": "a", "kind": "pass"}, {"level": "error"}, "none"),
        ({"ruleId": "a", "kind": "fail"}, {"level": "error"}, "error"),
        ({"level": "error", "kind": "pass"}, {}, "error"),
    ],
)
def test_level(result: dict[str, Any], rule: dict[str, Any], level: str) -> None:
    row = one(result, tool=driver({"id": "a", "defaultConfiguration": rule}))

    assert row["level"] == level


@pytest.mark.parametrize(
    ("states", "suppressed"),
    [
        ([], False),
        ([{}], True),
        ([{"status": "accepted"}], True),
        ([{"status": "underReview"}], False),
        ([{"status": "accepted"}, {"status": "rejected"}], False),
    ],
)
def test_suppressed(states: list[dict[str, str]], suppressed: bool) -> None:
    assert one({"suppressions": states})["suppressed"] is suppressed


@pytest.mark.parametrize(
    ("own", "rules", "score"),
    [({}, {}, None), ({}, {"security-severity": "7.0"}, 7.0), ({}, {"security-severity": ""}, None),
     ({"security-severity": 9}, {"security-severity": "7.0"}, 9.0)],
)  # fmt: skip
def test_score(own: dict[str, Any], rules: dict[str, Any], score: float | None) -> None:
    row = one({"ruleId": "a", "properties": own}, tool=driver({"id": "a", "properties": rules}))

    assert row["security_severity"] == score


def test_file_by_its_index() -> None:
    place = {"physicalLocation": {"artifactLocation": {"index": 1}}}
    artifacts = [{}, {"location": {"uri": "b.py"}}]

    assert one({"locations": [place]}, artifacts=artifacts)["file"] == "b.py"


@pytest.mark.parametrize(
    ("ends", "day"),
    [
        ([], None),
        (["2026-11-20T15:59:59Z"], date(2026, 11, 20)),
        (["2026-11-20T16:00:00.000Z"], date(2026, 11, 21)),
        (["2026-11-20T16:00:00"], date(2026, 11, 21)),
        (["2026-11-20T01:00:00Z", "2026-11-18T01:00:00Z"], date(2026, 11, 18)),
        (["2026-11-20T01:00:00Z", None], None),
    ],
)
def test_scanned(ends: list[str | None], day: date | None) -> None:
    (row,) = sarif.read(of(log({"invocations": [{"endTimeUtc": end} for end in ends]}))).rows

    assert row["scanned"] == day


@pytest.mark.parametrize(
    ("run", "gap"),
    [
        ({"invocations": [{"executionSuccessful": False}]}, "沒有成功完成"),
        ({"invocations": [{"toolExecutionNotifications": [{"level": "error"}]}]}, "途中發生錯誤"),
        ({"results": None}, "沒有結果清單"),
        ({"externalPropertyFileReferences": {"results": [{}]}}, "有結果存在另一個檔案"),
        ({"results": [{"kind": "open"}, {"kind": "review"}]}, "有 2 項待人工判斷"),
        ({"results": [{}], "invocations": [{"ruleConfigurationOverrides": [{}]}]}, "調整過規則"),
    ],
)
def test_a_run_that_is_not_whole_is_a_gap(run: dict[str, Any], gap: str) -> None:
    (said,) = sarif.read(of(log(run))).gaps

    assert said.startswith("x.txt 的 T 掃描" + gap)


@pytest.mark.parametrize(
    ("descriptor", "gaps"),
    [({"index": 0}, 1), ({"id": "n"}, 1), ({"id": "m"}, 0), ({"index": 1}, 0), ({}, 0)],
)
def test_a_notification_without_a_level_has_its_descriptors(
    descriptor: dict[str, Any], gaps: int
) -> None:
    known = [{"id": "n", "defaultConfiguration": {"level": "error"}}, {"id": "m"}]
    invocation = {"toolExecutionNotifications": [{"descriptor": descriptor}]}
    tool = {"driver": {"name": "T", "notifications": known}}

    assert len(sarif.read(of(log({"tool": tool, "invocations": [invocation]}))).gaps) == gaps


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (log({}, version="2.0.0"), "不是 SARIF 2.1.0"),
        (log({}, runs=[]), "沒有任何一次掃描"),
        (log({}, runs={}), "欄位「runs」：應為清單"),
        (log({}, runs=[1]), "欄位「runs\\[0\\]」：應為物件"),
        (log({"tool": {}}), "欄位「runs\\[0\\].tool.driver.name」：缺少工具名稱"),
        (log({"results": [{"level": "bad"}]}), "results\\[0\\].level」：看不懂「bad」"),
        (log({"results": [{"kind": "bad"}]}), "results\\[0\\].kind」：看不懂「bad」"),
        (log({"results": [{"baselineState": "x"}]}), "baselineState」：看不懂「x」"),
        (log({"results": [{"suppressions": [{"status": "x"}]}]}), "status」：看不懂「x」"),
        (log({"results": [{"ruleIndex": 0}]}), "ruleIndex」：指到不存在的規則"),
        (log({"results": [{"ruleIndex": True}]}), "ruleIndex」：應為整數"),
        (log({"results": [{"properties": {"security-severity": 11}}]}), "分數應為 0 至 10"),
        (log({"results": [{"properties": {"security-severity": "hi"}}]}), "分數應為 0 至 10"),
        (log({"invocations": [{"endTimeUtc": "noon"}]}), "endTimeUtc」：看不懂時間「noon」"),
        (log({}).replace('"results"', r'"resul\u0074s"').replace("[]", "[{}]"), "無法定位"),
        (log({}).replace('"runs"', r'"run\u0073"'), "無法定位"),
        (log({}) + "x", "不是 SARIF 2.1.0"),
        (log({})[:-1], "第 1 行：不是完整的 JSON"),
        (log({}).replace('{"tool"', '{"tool": 1, "tool"'), "「tool」出現兩次"),
        ("[" * 200000, "層數過深"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        sarif.read(of(text))


@pytest.mark.parametrize("text", ['{"runs": [], "version": "1"}', '["version", "runs"]', "{}"])
def test_other_json_is_left_alone(text: str) -> None:
    assert sarif.sniff(text.encode()) is False


@given(at=st.integers(0, len(SAMPLE) - 1), cut=st.integers(0, 80), put=st.binary(max_size=8))
def test_damage_is_a_table_or_an_error(at: int, cut: int, put: bytes) -> None:
    damaged = SAMPLE[:at] + put + SAMPLE[at + cut :]

    try:
        found: object = sarif.read(of(damaged))
    except ReadError as error:
        found = error

    assert isinstance(found, Table | ReadError)
