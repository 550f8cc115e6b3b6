from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, Table, read_any
from chahe.readers.scap_results import scap_results

SAMPLE = (DATA / "scap_results.xml").read_bytes()
SPACE = 'xmlns="http://checklists.nist.gov/xccdf/1.2"'
END = 'end-time="2026-11-20T08:00:00"'
PASS = '<rule-result idref="r1"><result>pass</result></rule-result>'


def a_test(*results: str, target: str = "<target>web1</target>", when: str = END) -> str:
    return f"<TestResult {SPACE} {when}>\n{target}{''.join(results)}</TestResult>"


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "scap_results.xml"))

    head = {
        "system": "TRD-WEB01.example.local", "address": "10.1.2.11",
        "benchmark": "xccdf_example_benchmark_RHEL-9", "profile": "xccdf_example_profile_cis",
        "tested": date(2026, 11, 20),
    }  # fmt: skip
    assert (table.reader, table.kind, table.gaps) == ("scap_results", "benchmark_results", ())
    assert table.rows == (
        {
            **head, "rule": "xccdf_example_rule_sshd_root", "title": "Disable SSH Root Login",
            "severity": "medium", "result": "fail", "line": 45,
        },
        {
            **head, "rule": "xccdf_example_rule_telnet", "title": "Remove the telnet server",
            "severity": "high", "result": "pass", "line": 49,
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        a_test(PASS),
        f'<cdf:TestResult xmlns:cdf="http://checklists.nist.gov/xccdf/1.1" {END}>'
        "<cdf:target>web1</cdf:target>"
        '<cdf:rule-result idref="r1"><cdf:result> pass </cdf:result></cdf:rule-result>'
        "</cdf:TestResult>",
        f'<Benchmark {SPACE} id=""><Value id="v"/>{a_test(PASS)}</Benchmark>',
        a_test("<target-facts><fact><target>no</target></fact></target-facts>", PASS),
    ],
)
def test_other_shapes(content: str) -> None:
    table = read_any(of(content))

    (row,) = table.rows
    assert (row["system"], row["rule"], row["result"], row["tested"], table.gaps) == (
        "web1", "r1", "pass", date(2026, 11, 20), (),
    )  # fmt: skip
    assert (row["title"], row["severity"], row["profile"]) == ("", "unknown", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = read_any(of(a_test(PASS, target="<target>主機</target>").encode(encoding))).rows

    assert row["system"] == "主機"


def test_each_test_has_its_own_target() -> None:
    second = a_test(PASS, target="<target-address>::1</target-address>"
                  "<target-address>10.1.2.3</target-address>")  # fmt: skip

    table = scap_results.read(of(f'<Benchmark {SPACE} id="b">{a_test(PASS)}{second}</Benchmark>'))

    assert [(row["system"], row["address"], row["benchmark"]) for row in table.rows] == [
        ("web1", "", "b"),
        ("10.1.2.3", "10.1.2.3", "b"),
    ]


@pytest.mark.parametrize("words", ["Original Target", "unknown"])
def test_a_target_that_names_no_machine(words: str) -> None:
    target = f"<target>{words}</target>"

    (row,) = scap_results.read(
        of(a_test(PASS, target=f"{target}<target-address>10.1.2.3</target-address>"))
    ).rows

    assert row["system"] == "10.1.2.3"
    with pytest.raises(ReadError, match="檢測結果沒有寫受測系統"):
        scap_results.read(of(a_test(PASS, target=target)))


@pytest.mark.parametrize(
    "when",
    [
        *("2026-11-20T08:00:00.33Z", "2026-11-20T08:00:00.1234567+08:00"),
        *("2026-11-19T23:00:00Z", "2026-11-20T08:00:00+0800"),
    ],
)
def test_times(when: str) -> None:
    (row,) = scap_results.read(of(a_test(PASS, when=f'end-time="{when}"'))).rows

    assert row["tested"] == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("content", "gap"),
    [
        (a_test(PASS, when='start-time="2026-11-20T08:00:00"'), "沒有結束時間"),
        (
            a_test('<rule-result idref="r"><result>pass</result><override/></rule-result>'),
            "1 項結果經人工覆寫",
        ),
        (f"<Benchmark {SPACE}>{a_test()}{a_test(PASS)}</Benchmark>", "沒有任何規則的結果"),
    ],
)
def test_gaps(content: str, gap: str) -> None:
    table = scap_results.read(of(content))

    assert [gap in each for each in table.gaps] == [True]
    assert [row["tested"] for row in table.rows] == [date(2026, 11, 20)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (f'<Benchmark {SPACE}><Rule id="r"/></Benchmark>', "沒有任何檢測結果"),
        (a_test(), "沒有任何檢測結果"),
        (a_test(PASS, target=""), "第 1 行、欄位「target」：檢測結果沒有寫受測系統"),
        (a_test("<rule-result><result>pass</result></rule-result>"), "沒有規則編號"),
        (a_test('<rule-result idref="r"/>'), "第 2 行、欄位「result」：這一項沒有結果"),
        (a_test(PASS.replace("pass", "ok")), "看不懂結果「ok」"),
        (a_test(PASS.replace('"r1"', '"r1" severity="big"')), "看不懂嚴重性「big」"),
        (a_test(PASS, when='end-time="yesterday"'), "欄位「end-time」：看不懂時間「yesterday」"),
        (f"<Benchmark {SPACE}>{'<Group>' * 65}", "群組的層數太深"),
        (f'<!DOCTYPE TestResult [<!ENTITY a "b">]>{a_test(PASS)}', "DTD 或實體"),
        (a_test(PASS)[:-9], "檔案不完整"),
        ("<html/>", "這不是XCCDF 或 ARF 檢測結果"),
    ],
)
def test_what_is_wrong_is_said(content: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        scap_results.read(of(content))


@pytest.mark.parametrize("content", ["<Benchmark/>", "<TestResult xmlns='urn:x'/>", "<nmaprun/>"])
def test_leaves_other_xml_alone(content: str) -> None:
    assert scap_results.sniff(content.encode()) is False


@given(at=st.integers(0, len(SAMPLE)), junk=st.binary(max_size=4), cut=st.booleans())
def test_damage_is_refused_or_read(at: int, junk: bytes, cut: bool) -> None:
    try:
        table = scap_results.read(of(SAMPLE[:at] + junk + (b"" if cut else SAMPLE[at:])))
    except ReadError:
        return
    assert isinstance(table, Table) and all(row["result"] and row["system"] for row in table.rows)
