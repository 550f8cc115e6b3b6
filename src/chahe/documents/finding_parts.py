"""A finding written out: five Cs, what was done about it, and how it ended."""

from collections.abc import Iterator

from .dates import day_text, instant_text
from .model import Facts, Part, Table
from .record import FindingRecord
from .work_record import ExtensionRecord

ACCEPTED_IS_NOT_CURED = "風險承受不等於改善"


def finding_parts(finding: FindingRecord) -> Iterator[Part]:
    """Yield the facts of a finding, then extensions, progress and its journal, where there are any.

    The heading is the caller's.
    """
    yield Facts(_facts(finding))
    if finding.extensions:
        extensions = tuple(map(_extension, finding.extensions))
        yield Table(("原期限", "展延至", "理由", "同意"), extensions, (2.6, 2.6, 7, 3), "期限展延")
    if finding.progress:
        done = tuple((day_text(each.on), each.by, each.text) for each in finding.progress)
        yield Table(("日期", "人員", "改善進度"), done, (3, 2.4, 10), "改善進度")
    if finding.events:
        rows = tuple((instant_text(e.at), e.actor, e.act, e.object) for e in finding.events)
        yield Table(("時間", "人員", "動作", "內容"), rows, (3.6, 2, 2.4, 7), "缺失追蹤")


def accepted_text(finding: FindingRecord) -> str:
    """Say until when a risk is accepted and why, and that this cures nothing; '' when it is not."""
    if finding.accepted_until is None:
        return ""
    until = day_text(finding.accepted_until)
    because = finding.accepted_because or "未載明理由"
    return f"承受至{until}：{because}（{ACCEPTED_IS_NOT_CURED}）"


def _facts(finding: FindingRecord) -> tuple[tuple[str, str], ...]:
    closed = f"{finding.closed_by}，{instant_text(finding.closed_at)}"
    accepted = accepted_text(finding)
    return (
        ("條號", finding.ref),
        *([("重複缺失", f"前次缺失 {finding.recurs}")] if finding.recurs else []),
        ("嚴重程度", finding.severity or "未填"),
        *([("扣分", finding.deduction)] if finding.deduction else []),
        ("準則", finding.criteria),
        ("現況", finding.condition),
        ("原因", finding.cause or "未填"),
        ("影響", finding.effect or "未填"),
        ("建議", finding.recommendation or "未填"),
        ("負責人／期限", f"{finding.owner or '未指派'}／{day_text(finding.due_on)}"),
        ("單位回覆", finding.response or "未填"),
        *([("風險承受", accepted)] if accepted else []),
        ("改善完成日", day_text(finding.cured_on)),
        *([("複查結果", finding.retest)] if finding.retest else []),
        ("狀態", finding.state or "未填"),
        ("結案", closed if finding.closed_at else "尚未結案"),
    )


def _extension(extension: ExtensionRecord) -> tuple[str, str, str, str]:
    agreed = extension.approved_by or "未經同意，原期限有效"
    return (day_text(extension.from_on), day_text(extension.to_on), extension.reason, agreed)
