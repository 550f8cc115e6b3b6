from datetime import date

import pytest
from tests.checks.contract_rows import SIGNING, contract

from chahe.checks import Result
from chahe.checks.outsourcing_clauses import outsourcing_clauses
from chahe.readers import Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
SECURITY, AUDIT = "乙方應遵守甲方資訊安全政策", "甲方得隨時派員稽核"


def run(*tables: Table) -> Result:
    return outsourcing_clauses.run({"contracts": tables}, on=ON)


@pytest.mark.parametrize(
    "table",
    [
        contract(SECURITY, AUDIT),
        contract(f"{SECURITY}，{AUDIT}"),
        contract("乙 方 應 遵 守 資 安 規 定", "甲方得至乙方處所查 核"),
        contract("乙方應通過 ISO/IEC 27001 驗證", "The client may AUDIT the contractor"),
        contract("個人資料之安全維護", "甲方得抽查"),
        contract("乙方應確保系統及資料之安全", "甲方得派員訪視"),
        contract("乙方應修補系統弱點", "甲方得核查乙方之執行情形"),
        contract("The contractor keeps security controls", "The client may inspect"),
        contract(SECURITY, AUDIT, end=()),
        contract("附則", end=(SIGNING, "附件一", SECURITY, AUDIT)),
    ],
)
def test_a_contract_with_both_is_for_a_person_to_read(table: Table) -> None:
    result = run(table)

    assert (result.verdict, result.rows, result.population) == (Verdict.INSUFFICIENT, (), 1)
    assert result.reason.startswith("1 份契約須請人工確認條文內容；")


def test_the_passages_are_given() -> None:
    assert run(contract(SECURITY, AUDIT)).reason == (
        "1 份契約須請人工確認條文內容；資訊系統委外維護契約書（松柏資訊）："
        f"資訊安全協定見第1條「{SECURITY}」、資安稽核權見第2條「{AUDIT}」"
    )


def test_a_passage_of_an_annex_is_at_its_line_and_in_no_clause() -> None:
    result = run(contract("如附件一", end=(SIGNING, "附件一", SECURITY, AUDIT)))

    assert f"資訊安全協定見第 5 行「{SECURITY}」、資安稽核權見第 6 行「{AUDIT}」" in result.reason


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        (contract(SECURITY), ["no_audit_right"]),
        (contract(AUDIT), ["no_security_terms"]),
        (contract("乙方應負保密責任"), ["no_security_terms", "no_audit_right"]),
        (contract("如附件一", SECURITY, end=(SIGNING, "附件一 報價單")), ["no_audit_right"]),
        (contract("附件為契約之一部", SECURITY, end=(SIGNING, "附件A 報價")), ["no_audit_right"]),
        (contract(SECURITY, end=("立契約書人",), signed=None), ["no_audit_right"]),
        (contract(SECURITY, end=("中華民國　　年　　月　　日",), signed=None), ["no_audit_right"]),
        (contract(SECURITY, title="資安稽核系統委外契約"), ["no_audit_right"]),
    ],
)
def test_a_clause_that_is_not_there(table: Table, kinds: list[str]) -> None:
    result = run(table)

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["kind"] for row in result.rows] == kinds
    assert result.reason.startswith(f"1 份契約中有 1 份缺少條文，共 {len(kinds)} 項")


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (contract(SECURITY, end=()), "全文可能不完整"),
        (contract(SECURITY, "自中華民國115年1月1日起生效", end=()), "全文可能不完整"),
        (contract(SECURITY, "詳附件一"), "提到附件一但檔案裡沒有"),
        (contract(SECURITY, "詳附件一", "附件一所載", end=(SIGNING,)), "提到附件一但檔案裡沒有"),
        (contract(SECURITY, "附件一、附件二", end=(SIGNING, "附件二")), "提到附件一但檔案裡沒有"),
        (contract(SECURITY, title="房屋買賣契約書"), "名稱看不出是委外契約"),
        (contract(SECURITY, signed=date(2026, 11, 22)), "簽約日115年11月22日在檢測日之後"),
        (contract(SECURITY, gaps=("第一條出現兩次",)), "第一條出現兩次"),
    ],
)
def test_a_text_that_is_not_whole_shows_nothing_missing(table: Table, why: str) -> None:
    result = run(table)

    assert (result.verdict, len(result.rows)) == (Verdict.INSUFFICIENT, 1)
    assert why in result.reason


def test_what_is_missing_from_a_doubtful_text_is_not_counted_and_says_so() -> None:
    sure, doubtful = contract("乙方應負保密責任"), contract(SECURITY, end=())

    result = run(sure, doubtful)

    assert result.verdict is Verdict.NONCONFORMING
    assert result.reason.startswith("2 份契約中有 1 份缺少條文，共 2 項；")
    assert "：這些條文一項也找不到；" in result.reason
    assert ["但沒有簽約日期" in row["why"] for row in result.rows] == [False, False, True]


def test_the_place_of_signing_comes_after_the_clauses() -> None:
    rows = contract(SECURITY, end=()).rows
    head = {**rows[0], "text": "立契約書人：甲方與乙方", "line": 2}

    result = run(Table("contracts", (rows[0], head, *rows[1:]), "c.txt", "x"))

    assert result.verdict is Verdict.INSUFFICIENT


def test_contracts_are_told_apart() -> None:
    result = run(contract(SECURITY, AUDIT), contract(AUDIT, title="雲端服務合約"))

    assert (result.verdict, result.population) == (Verdict.NONCONFORMING, 2)
    assert [(row["name"], row["source"], row["line"]) for row in result.rows] == [
        ("雲端服務合約（松柏資訊）", "雲端服務合約.txt", 1)
    ]


def test_no_contract_is_insufficient() -> None:
    assert run().reason == "缺少資料：委外契約全文（contracts）"
