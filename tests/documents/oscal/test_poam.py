from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.documents.oscal.records import paper, record_of
from tests.documents.record_fixture import FINDING, MADE_AT, RECORD

from chahe.documents.oscal import load_exports
from chahe.documents.work_record import ExtensionRecord, ProgressRecord

POAM = load_exports()["poam"]
CLOSED_AT = datetime(2027, 2, 1, tzinfo=UTC)
CLOSED = replace(FINDING, number="115-CC17010-002", state="已結案", closed_at=CLOSED_AT)


def poam_of(*findings):
    made = POAM.build(replace(RECORD, findings=findings), made_at=MADE_AT)
    return made["plan-of-action-and-milestones"]


def risk_of(**said):
    (risk,) = poam_of(replace(FINDING, **said))["risks"]
    return risk


def props(risk, name):
    return [(prop["value"], prop.get("remarks")) for prop in risk["props"] if prop["name"] == name]


def test_an_item_for_each_finding_that_is_not_closed():
    made = poam_of(FINDING, CLOSED)

    (item,) = made["poam-items"]
    (risk,) = made["risks"]
    (finding,) = made["findings"]
    assert item["title"] == "缺失 115-CC17010-001 七、(一)2"
    assert item["description"] == FINDING.condition
    assert item["related-risks"] == [{"risk-uuid": risk["uuid"]}]
    assert item["related-findings"] == [{"finding-uuid": finding["uuid"]}]
    assert finding["target"]["target-id"] == "rule-7.1.b_question"
    assert finding["related-risks"] == [{"risk-uuid": risk["uuid"]}]


def test_who_opened_it_is_the_origin():
    made = poam_of(FINDING)

    names = {each["uuid"]: each["name"] for each in made["metadata"]["parties"]}
    (actor,) = made["poam-items"][0]["origins"][0]["actors"]
    assert names[actor["actor-uuid"]] == "王小明"


def test_without_a_history_the_origin_is_where_it_is_recorded():
    made = poam_of(replace(FINDING, events=()))

    (actor,) = made["poam-items"][0]["origins"][0]["actors"]
    platform = made["local-definitions"]["assessment-assets"]["assessment-platforms"][0]
    assert actor == {"type": "assessment-platform", "actor-uuid": platform["uuid"]}


def test_a_risk_has_its_deadline_its_plan_and_its_milestone():
    risk = risk_of()

    advised, planned = risk["remediations"]
    assert (risk["status"], risk["deadline"]) == ("remediating", "2027-01-31T23:59:59+08:00")
    assert (risk["description"], risk["statement"]) == (FINDING.condition, FINDING.effect)
    assert (advised["lifecycle"], advised["description"]) == (
        "recommendation",
        FINDING.recommendation,
    )
    assert (planned["lifecycle"], planned["description"]) == ("planned", FINDING.response)
    (milestone,) = planned["tasks"]
    assert milestone["timing"]["on-date"]["date"] == risk["deadline"]
    assert milestone["responsible-roles"][0]["role-id"] == "remediation-owner"
    assert risk["characterizations"][0]["facets"][0]["value"] == "高"
    assert [entry["title"] for entry in risk["risk-log"]["entries"]] == ["開立缺失", "單位回覆"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"state": "待改善計畫"}, "open"),
        ({"state": "改善中"}, "remediating"),
        ({"state": "待複查", "cured_on": date(2027, 1, 20)}, "remediating"),
        ({"state": "改善中", "accepted_until": date(2027, 6, 30)}, "remediating"),
        ({"state": ""}, "open"),
        ({"state": "沒見過的狀態"}, "open"),
    ],
)
def test_a_risk_is_open_until_somebody_has_looked_again(said, status):
    assert risk_of(**said)["status"] == status


def test_a_reported_cure_is_a_milestone_and_not_the_end():
    _, planned = risk_of(cured_on=date(2027, 1, 20))["remediations"]

    assert planned["lifecycle"] == "planned"
    assert [task["title"] for task in planned["tasks"]] == ["改善期限", "回報改善完成"]
    assert "未了結" in planned["tasks"][1]["remarks"]


def test_what_is_moved_accepted_or_repeated_is_said():
    moved = (
        ExtensionRecord(date(2027, 1, 31), date(2027, 2, 28), "等待設備", "林資安"),
        ExtensionRecord(date(2027, 2, 28), date(2027, 3, 31), "還在等"),
    )
    risk = risk_of(
        extensions=moved,
        accepted_until=date(2027, 6, 30),
        accepted_because="老舊系統",
        recurs="114-CC17010-003",
        progress=(ProgressRecord(date(2027, 1, 5), "規則 93 已改", "李工程師"),),
    )

    assert props(risk, "extension") == [
        ("2027-01-31/2027-02-28", "等待設備；林資安核准"),
        ("2027-02-28/2027-03-31", "還在等；未經核准，原期限仍有效"),
    ]
    assert props(risk, "risk-accepted-until") == [("2027-06-30", "老舊系統；風險承受不等於改善")]
    assert props(risk, "recurs") == [("114-CC17010-003", None)]
    assert risk["risk-log"]["entries"][-1]["start"] == "2027-01-05T00:00:00+08:00"


def test_a_finding_nobody_has_answered_has_neither_plan_nor_deadline():
    made = poam_of(replace(FINDING, response="", due_on=None, recommendation="", owner=""))

    (risk,) = made["risks"]
    assert {"remediations", "deadline"} & {*risk} == set()
    assert made["poam-items"][0]["remarks"] == "單位尚未回覆改善計畫。"


def test_a_finding_of_a_rule_without_a_paper_is_an_item_all_the_same():
    made = poam_of(replace(FINDING, path="9.9"))

    assert "findings" not in made
    assert "related-findings" not in made["poam-items"][0]


@pytest.mark.parametrize("findings", [(), (CLOSED,), (replace(FINDING, state="已撤回"),)])
def test_with_nothing_open_there_is_no_plan(findings):
    record = replace(RECORD, findings=findings)

    assert POAM.refusal(record) == "這次查核沒有未結案的缺失，不需要改善行動計畫。"


def test_results_have_the_closed_ones_too_as_closed():
    record = record_of(paper(path="7.1.b"), findings=(FINDING, CLOSED))

    made = load_exports()["assessment_results"].build(record, made_at=MADE_AT)

    (result,) = made["assessment-results"]["results"]
    assert [risk["status"] for risk in result["risks"]] == ["remediating", "closed"]
    assert result["risks"][1]["remediations"][1]["lifecycle"] == "completed"
    assert len(result["findings"][0]["related-risks"]) == 2


def test_a_firm_is_the_system():
    made = poam_of(FINDING)

    assert made["system-id"] == {"identifier-type": "urn:chahe:oscal:firm", "id": "9999"}
