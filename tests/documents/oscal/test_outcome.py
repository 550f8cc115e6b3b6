"""Silence never becomes satisfied."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from tests.documents.oscal.records import RECORDS, paper, record_of
from tests.documents.record_fixture import ANY_SOURCE, MADE_AT, MINUTES, RECORD, signed

from chahe.documents.oscal import load_exports
from chahe.documents.record import RETURNED, STEPS, SignatureRecord
from chahe.documents.work_record import ReviewNoteRecord
from chahe.workflow import Verdict

AT = datetime(2026, 12, 20, tzinfo=UTC)
PASSED = replace(ANY_SOURCE, verdict=Verdict.CONFORMING, rows=())


def result_of(record):
    made = load_exports()["assessment_results"].build(record, made_at=MADE_AT)
    return made["assessment-results"]["results"][0]


def status(**said):
    (found,) = result_of(record_of(paper(**said)))["findings"]
    return found["target"]["status"]


def test_conforming_signed_by_three_on_evidence_that_counts_is_satisfied():
    assert status() == {"state": "satisfied", "reason": "pass"}
    assert status(checks=(PASSED, ANY_SOURCE)) == {"state": "satisfied", "reason": "pass"}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"signatures": ()}, "還沒有編製、覆核、核定。"),
        ({"signatures": signed("a")[:2]}, "還沒有核定。"),
        ({"signatures": (*signed("a"), SignatureRecord(RETURNED, "甲", "", AT, ""))}, "還沒有編製"),
        ({"evidence": ()}, "沒有可用的佐證"),
        ({"evidence": (replace(MINUTES, collected_on=None),)}, "沒有載明取得日"),
        ({"evidence": (replace(MINUTES, valid_until=date(2026, 12, 9)),)}, "屆滿"),
        ({"evidence": (replace(MINUTES, collected_on=date(2026, 12, 11)),)}, "在未來"),
        ({"evidence": (replace(MINUTES, covers=(date(2026, 6, 30),) * 2),)}, "不在本期"),
        ({"evidence": (MINUTES, replace(MINUTES, covers=(date(2027, 1, 1),) * 2))}, "不在本期"),
        ({"checks": (ANY_SOURCE, PASSED)}, "自動檢測的結果是不符"),
        ({"checks": (replace(PASSED, verdict=Verdict.INSUFFICIENT),)}, "證據不足"),
        ({"conclusion": " "}, "還沒有寫結論。"),
        ({"notes": (ReviewNoteRecord(text="?", raised_by="甲", raised_at=AT),)}, "1 則覆核意見"),
    ],
)  # fmt: skip
def test_conforming_that_cannot_be_relied_on_is_not_satisfied(said, why):
    found = status(**said)

    assert (found["state"], found["reason"]) == ("not-satisfied", "other")
    assert found["remarks"].startswith("查核結果為符合。")
    assert why in found["remarks"]


@pytest.mark.parametrize(
    ("verdict", "reason", "why"),
    [
        (Verdict.NONCONFORMING, "fail", "認定不符"),
        (Verdict.INSUFFICIENT, "other", "證據不足"),
        (Verdict.NO_OCCURRENCE, "other", "沒有發生不能證明控制有效"),
        (None, "other", "還沒有選擇查核結果"),
    ],
)
def test_every_other_verdict_is_not_satisfied_and_says_why(verdict, reason, why):
    record = record_of(paper(verdict=verdict))

    (found,) = result_of(record)["findings"]

    said = found["target"]["status"]
    assert (said["state"], said["reason"]) == ("not-satisfied", reason)
    assert why in said["remarks"]
    assert found["props"][0]["value"] == (verdict.value if verdict else "undecided")
    assert "related-risks" not in found


def test_a_finding_against_what_conforms_makes_it_not_satisfied():
    (found,) = result_of(record_of(paper(), findings=(replace(RECORD.findings[0], path="1.1"),)))[
        "findings"
    ]

    assert found["target"]["status"]["state"] == "not-satisfied"
    assert len(found["related-risks"]) == 1


def test_not_applicable_is_excluded_with_its_reason_once_all_have_signed():
    left = paper(verdict=Verdict.NOT_APPLICABLE, conclusion="沒有這種設備。")
    result = result_of(record_of(left, paper(path="1.2.a")))

    (chosen,) = result["reviewed-controls"]["control-selections"]
    assert chosen["exclude-controls"] == [{"control-id": "rule-1.1"}]
    assert chosen["include-controls"] == [{"control-id": "rule-1.2.a"}]
    assert chosen["props"][1]["remarks"].endswith("：沒有這種設備。")
    assert len(result["findings"]) == 1


@pytest.mark.parametrize("said", [{"signatures": signed("a")[:1]}, {"conclusion": ""}])
def test_not_applicable_that_nobody_stands_for_is_not_satisfied(said):
    found = status(verdict=Verdict.NOT_APPLICABLE, **said)

    assert (found["state"], found["reason"]) == ("not-satisfied", "other")


def test_what_left_the_scope_with_a_finding_that_waits_is_not_satisfied():
    left = paper(applies=False, applies_reason="未使用雲端", verdict=None)

    result = result_of(record_of(left, findings=(replace(RECORD.findings[0], path="1.1"),)))

    assert [f["target"]["status"]["state"] for f in result["findings"]] == ["not-satisfied"]
    assert "exclude-controls" not in result["reviewed-controls"]["control-selections"][0]


def test_a_rule_that_left_the_scope_for_no_reason_given_is_not_satisfied():
    assert status(applies=False, applies_reason="", verdict=None)["state"] == "not-satisfied"


@given(record=RECORDS)
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_satisfied_is_only_what_all_signed_as_conforming_on_evidence(record):
    result = result_of(record)

    good = [
        each
        for each in record.papers
        if each.verdict is Verdict.CONFORMING
        and each.evidence
        and all(each.signature(step) for step in STEPS)
    ]
    states = [found["target"]["status"]["state"] for found in result.get("findings", [])]
    assert states.count("satisfied") <= len(good)
    aside = [
        each
        for each in record.papers
        if each.verdict is Verdict.NOT_APPLICABLE
        or (not each.applies and each.applies_reason.strip())
    ]
    assert len(states) >= len(record.papers) - len(aside)
