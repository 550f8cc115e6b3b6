"""Findings of an invented firm: late with an extension, accepted for a time, and closed."""

from dataclasses import fields
from datetime import date

from tests.documents.record_fixture import FINDING, RECORD, at

from chahe.documents.follow_up import FollowUpRecord, TrackedFinding
from chahe.documents.work_record import ExtensionRecord, ProgressRecord

HELD = {field.name: getattr(FINDING, field.name) for field in fields(FINDING)}


def tracked(**changes) -> TrackedFinding:
    return TrackedFinding(**{**HELD, "code": "CC-17010", "age": 62, **changes})


LATE = tracked(
    deduction="扣 2 分",
    due_on=date(2027, 1, 31),
    extensions=(
        ExtensionRecord(date(2027, 1, 15), date(2027, 1, 31), "等待變更時段", "林資安"),
        ExtensionRecord(date(2027, 1, 31), date(2027, 3, 31), "設備交期延後"),
    ),
    progress=(
        ProgressRecord(date(2027, 1, 20), "規則 17 已送變更單", "李工程師"),
        ProgressRecord(date(2027, 1, 5), "規則 93 已限縮", "李工程師"),
    ),
    recurs="114-CC17010-004",
)
ACCEPTED = tracked(
    number="115-CC18000-002",
    code="CC-18000",
    ref="八、(二)6",
    condition="舊系統之密碼長度只能設到五個字元。",
    severity="中",
    owner="",
    due_on=None,
    state="改善中",
    response="",
    accepted_until=date(2027, 6, 30),
    accepted_because="系統將於 116年6月汰換，期間以 IP 白名單限制登入",
    events=(),
    age=40,
)
CLOSED = tracked(
    number="115-CC20000-003",
    code="CC-20000",
    ref="十、(三)",
    condition="異地備份媒體沒有測試還原。",
    severity="低",
    state="已結案",
    due_on=date(2026, 12, 20),
    cured_on=date(2026, 12, 18),
    retest="抽還原 3 份備份，均成功",
    closed_by="陳大文",
    closed_at=at(27),
    events=(),
    age=11,
)
FOLLOWED = FollowUpRecord(
    firm=RECORD.firm,
    as_of=date(2027, 2, 15),
    due_on=date(2027, 2, 28),
    findings=(LATE, ACCEPTED, CLOSED),
    about="115-自-017",
    sent_to="監察人及獨立董事",
    made_by="王小明",
)
