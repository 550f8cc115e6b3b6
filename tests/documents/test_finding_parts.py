from dataclasses import replace
from datetime import date

from chahe.documents.finding_parts import accepted_text, finding_parts
from chahe.documents.model import Facts, Table

from .record_fixture import FINDING
from .work_fixture import FOUND


def facts_of(finding):
    return dict(
        row for part in finding_parts(finding) if isinstance(part, Facts) for row in part.rows
    )


def test_what_a_finding_does_not_have_is_left_out():
    assert {"重複缺失", "扣分", "風險承受", "複查結果"}.isdisjoint(facts_of(FINDING))
    captions = [part.caption for part in finding_parts(FINDING) if isinstance(part, Table)]
    assert captions == ["缺失追蹤"]


def test_what_a_finding_has_is_written():
    facts = facts_of(FOUND)

    assert (facts["重複缺失"], facts["扣分"]) == ("前次缺失 114-CC17010-004", "扣 2 分")
    assert facts["複查結果"] == "規則 93 複查無誤"


def test_an_extension_nobody_agreed_to_leaves_the_due_day():
    tables = {p.caption: p.rows for p in finding_parts(FOUND) if isinstance(p, Table)}

    assert tables["期限展延"] == (
        ("116年1月31日", "116年2月28日", "設備交期延後", "未經同意，原期限有效"),
    )
    assert tables["改善進度"] == (("116年1月5日", "李工程師", "規則 93 已限縮"),)


def test_an_accepted_risk_is_never_a_cure():
    assert accepted_text(FINDING) == ""
    assert accepted_text(FOUND) == (
        "承受至116年2月28日：設備汰換前以跳板機限制（風險承受不等於改善）"
    )
    assert accepted_text(replace(FINDING, accepted_until=date(2027, 1, 1))) == (
        "承受至116年1月1日：未載明理由（風險承受不等於改善）"
    )
    assert facts_of(FOUND)["改善完成日"] == "未填"
