from datetime import date

import pytest
from tests.checks.contract_rows import contract

from chahe.checks import Result
from chahe.checks.sto_outsourcing_clauses import sto_outsourcing_clauses
from chahe.readers import Table
from chahe.workflow import Verdict

CLAUSES = {
    "no_scope": "甲方委託乙方代管平台",
    "no_client_rights": "客戶之資料應予保護",
    "no_termination": "甲方得終止本契約",
    "no_authority_access": "主管機關得取得資料並檢查",
    "no_notice": "發生重大異常應立即通知甲方",
    "no_subcontracting": "非經甲方書面同意不得轉包",
}


def run(*tables: Table) -> Result:
    return sto_outsourcing_clauses.run({"contracts": tables}, on=date(2026, 11, 21))


def test_a_contract_with_all_is_for_a_person_to_read() -> None:
    result = run(contract(*CLAUSES.values()))

    assert (result.verdict, result.rows) == (Verdict.INSUFFICIENT, ())


@pytest.mark.parametrize("kind", CLAUSES)
def test_a_clause_that_is_not_there(kind: str) -> None:
    result = run(contract(*(text for each, text in CLAUSES.items() if each != kind)))

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["kind"] for row in result.rows] == [kind]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("no_authority_access", "配合證券櫃檯買賣中心調閱"),
        ("no_notice", "乙方應即告知；所稱告知，指資料外洩或系統中斷"),
        ("no_subcontracting", "乙方不得複委託"),
        ("no_termination", "甲方得解除契約"),
    ],
)
def test_other_words_for_a_clause(kind: str, text: str) -> None:
    result = run(contract(*{**CLAUSES, kind: text}.values()))

    assert result.rows == ()


def test_notice_and_its_cause_stand_in_one_clause() -> None:
    apart = {**CLAUSES, "no_notice": "住址變更應通知", "fault": "系統故障由乙方修復"}

    assert [row["kind"] for row in run(contract(*apart.values())).rows] == ["no_notice"]


def test_a_text_that_is_not_whole_shows_nothing_missing() -> None:
    result = run(contract("甲方委託乙方", end=()))

    assert (result.verdict, len(result.rows)) == (Verdict.INSUFFICIENT, 5)
