from dataclasses import replace

import pytest
from tests.documents.oscal.records import EDITION, EDITIONS, paper, record_of
from tests.documents.record_fixture import MADE_AT, RECORD

from chahe.documents.oscal import load_exports
from chahe.documents.oscal._evidence import method_of
from chahe.documents.record import ExclusionRecord
from chahe.rulebook import Method
from chahe.standards.control import _NIST


def plan_of(record=RECORD, editions=None):
    made = load_exports()["assessment_plan"].build(record, made_at=MADE_AT, editions=editions or {})
    return made["assessment-plan"]


def selections(plan):
    return [
        (
            each["description"],
            [one["control-id"] for one in each["include-controls"]],
            [one["control-id"] for one in each.get("exclude-controls", [])],
        )
        for each in plan["reviewed-controls"]["control-selections"]
    ]


def excluded(plan):
    return [
        (prop["value"], prop["remarks"])
        for each in plan["reviewed-controls"]["control-selections"]
        for prop in each["props"]
        if prop["name"] == "excluded"
    ]


def test_the_plan_reviews_a_control_for_each_paper():
    plan = plan_of()

    assert selections(plan) == [
        (f"建立證券商資通安全檢查機制（{EDITION}）", ["rule-7.1.a", "rule-7.1.b", "rule-7.1.c"], [])
    ]
    assert excluded(plan) == [
        (
            "七、(一)9 主機共置網路區隔",
            "七、(一)9 主機共置網路區隔：未提供主機共置服務（公司概況：無）",
        )
    ]


def test_what_does_not_bind_is_excluded_as_a_control_where_its_edition_is_at_hand():
    out = ExclusionRecord("1(2)a", "窗", "未使用雲端")
    record = record_of(paper(), exclusions=(out,))

    plan = plan_of(record, EDITIONS)

    assert [each[1:] for each in selections(plan)] == [(["rule-1.1"], ["rule-1.2.a"])]
    assert excluded(plan) == [("rule-1.2.a", "1(2)a 窗：未使用雲端")]


def test_what_left_the_scope_is_excluded_with_the_reason_and_has_no_activity():
    left = paper(path="1.2.a", applies=False, applies_reason="未使用雲端", verdict=None)

    plan = plan_of(record_of(paper(), left))

    assert [each[1:] for each in selections(plan)] == [(["rule-1.1"], ["rule-1.2.a"])]
    assert excluded(plan)[0][1].endswith("：未使用雲端")
    assert len(plan["local-definitions"]["activities"]) == 1


def test_when_nothing_binds_all_that_was_considered_is_excluded_again():
    plan = plan_of(record_of(paper(applies=False, applies_reason="未使用雲端")))

    assert [each[1:] for each in selections(plan)] == [(["rule-1.1"], ["rule-1.1"])]
    assert "local-definitions" not in plan
    assert "associated-activities" not in plan["tasks"][0]


def test_papers_of_an_earlier_edition_are_selected_from_its_own_catalog():
    plan = plan_of(record_of(paper(), paper(edition="107年11月30日版")))

    assert [each[0][-13:] for each in selections(plan)] == [
        "（114年12月31日版）",
        "（107年11月30日版）",
    ]
    links = [s["links"][0]["href"] for s in plan["reviewed-controls"]["control-selections"]]
    assert links == [f"#{each['uuid']}" for each in plan["back-matter"]["resources"][1:]]


def test_a_control_that_binds_one_subject_and_not_another_is_reviewed():
    left = paper(applies=False, applies_reason="這一台已停用")

    plan = plan_of(record_of(paper(), left))

    assert [each[1:] for each in selections(plan)] == [(["rule-1.1"], [])]
    assert len(excluded(plan)) == 1


def test_an_activity_has_a_step_for_each_of_the_procedure_with_both_words_for_its_method():
    steps = (("取得", "取得清點表"), ("詢問", "詢問保管人"), ("重新執行", "重新清點"))

    (activity,) = plan_of(record_of(paper(procedure=steps)))["local-definitions"]["activities"]

    assert [(s["title"], s["description"]) for s in activity["steps"]] == [*steps]
    assert [[p["value"] for p in s["props"]] for s in activity["steps"]] == [
        ["EXAMINE", "取得"], ["INTERVIEW", "詢問"], ["TEST", "重新執行"],
    ]  # fmt: skip
    (chosen,) = activity["related-controls"]["control-selections"]
    assert chosen["include-controls"] == [{"control-id": "rule-1.1"}]


@pytest.mark.parametrize("method", Method)
def test_our_methods_are_called_what_the_catalog_calls_them(method):
    assert method_of(method.label) == _NIST[method]


def test_the_work_is_over_the_period_and_due_by_the_end_of_its_day():
    work, due = plan_of()["tasks"]

    assert work["timing"]["within-date-range"] == {
        "start": "2026-07-01T00:00:00+08:00",
        "end": "2026-12-31T23:59:59+08:00",
    }
    assert due["timing"]["on-date"]["date"] == "2026-12-31T23:59:59+08:00"
    assert len(work["associated-activities"]) == 3


def test_the_plan_says_that_no_system_security_plan_is_handed_over():
    plan = plan_of()

    none = plan["back-matter"]["resources"][0]
    assert plan["import-ssp"]["href"] == f"#{none['uuid']}"
    assert "沒有移交" in plan["import-ssp"]["remarks"]
    assert none["title"] == "沒有移交系統安全計畫"


def test_the_subject_is_the_firm_with_the_facts_that_decided():
    plan = plan_of()

    (subject,) = plan["assessment-subjects"]
    firm = plan["metadata"]["parties"][0]
    assert subject["include-subjects"] == [{"subject-uuid": firm["uuid"], "type": "party"}]
    assert [prop["value"] for prop in firm["props"]] == [
        "9999", "資訊安全分級：第二級", "實收資本額：新臺幣 52 億元", "電子下單：提供",
    ]  # fmt: skip


def test_alike_papers_are_told_apart():
    plan = plan_of(record_of(paper(), replace(paper(), objective="另一台")))

    uuids = [each["uuid"] for each in plan["local-definitions"]["activities"]]
    assert len({*uuids}) == 2
