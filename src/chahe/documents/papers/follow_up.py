"""缺失改善追蹤表: every finding, how far its cure has come, and what is late.

FL022569 art. 16: reports and their follow-up reach the supervisors by the end of the next month.
"""

from collections import Counter
from datetime import datetime

from ..dates import day_text, instant_text
from ..finding_parts import ACCEPTED_IS_NOT_CURED, finding_parts
from ..follow_up import FollowUpRecord, TrackedFinding
from ..model import Document, Facts, Heading, Paragraph, Part, Table
from ._model import Paper

HEAD = (
    *("缺失編號", "條號／代碼", "缺失情形", "嚴重程度／扣分", "負責人", "期限"),
    *("天數", "狀態", "改善情形", "複查／結案", "附註"),
)
WIDTHS = (2.2, 1.9, 5.2, 1.8, 1.8, 2.4, 1.0, 1.8, 5.0, 2.8, 2.6)
_NONE = "截至本日沒有任何缺失需要追蹤。"
_ACCEPTED = (
    f"{ACCEPTED_IS_NOT_CURED}：承受期間缺失仍未結案，照常追蹤；期滿應改善、或另以理由重新申請承受。"
)


def build(record: FollowUpRecord, *, made_at: datetime) -> Document:
    """Return the report, landscape: counts, one line a finding, then each finding whole."""
    title = FOLLOW_UP.title
    return Document(
        title=title,
        issuer=record.firm.name,
        subtitle="　".join(filter(None, (record.about, f"截至{day_text(record.as_of)}"))),
        header=f"{record.firm.name}　{title}",
        footer=f"截至{day_text(record.as_of)}　產製 {instant_text(made_at)}",
        made_at=made_at,
        parts=(*_summary(record), *_tracked(record), *_details(record)),
        landscape=True,
    )


def _summary(record: FollowUpRecord) -> list[Part]:
    findings, on = record.findings, record.as_of
    states = Counter(finding.state or "未填" for finding in findings)
    overdue = [finding.number for finding in findings if finding.is_overdue(on)]
    undated = [f.number for f in findings if f.due_on is None and f.closed_at is None]
    accepted = [finding.number for finding in findings if finding.is_accepted(on)]
    recurring = [finding.number for finding in findings if finding.recurs]
    sent = f"應於{day_text(record.due_on)}前" if record.due_on else "期限未填"
    return [
        Heading("一、摘要"),
        Facts(
            (
                ("證券商", f"{record.firm.name}（{record.firm.code}）"),
                *([("追蹤範圍", record.about)] if record.about else []),
                ("追蹤基準日", day_text(on)),
                ("送達", f"{record.sent_to or '對象未填'}，{sent}"),
                ("缺失件數", f"{len(findings):,} 件"),
                ("各狀態件數", "、".join(f"{s} {n:,} 件" for s, n in states.items()) or "無"),
                ("逾期未改善", _listed(overdue)),
                ("未訂期限", _listed(undated)),
                ("風險承受中", _listed(accepted)),
                ("重複缺失", _listed(recurring)),
                ("編製", record.made_by or "未填"),
            )
        ),
        *([Paragraph(_ACCEPTED)] if any(f.accepted_until for f in findings) else []),
    ]


def _tracked(record: FollowUpRecord) -> list[Part]:
    heading = Heading("二、缺失改善追蹤")
    if not record.findings:
        return [heading, Paragraph(_NONE)]
    rows = tuple(_row(finding, record) for finding in record.findings)
    return [heading, Table(HEAD, rows, WIDTHS, "缺失改善追蹤")]


def _row(finding: TrackedFinding, record: FollowUpRecord) -> tuple[str, ...]:
    return (
        finding.number,
        "\n".join(filter(None, (finding.ref, finding.code))),
        finding.condition,
        "\n".join(filter(None, (finding.severity or "未填", finding.deduction))),
        finding.owner or "未指派",
        "\n".join(_due(finding)),
        f"{finding.age:,}",
        f"{finding.state or '未填'}{'（逾期）' if finding.is_overdue(record.as_of) else ''}",
        _cure(finding),
        "\n".join(_retest(finding)),
        "\n".join(_notes(finding, record)),
    )


def _due(finding: TrackedFinding) -> list[str]:
    """Write the due day that holds, then the day each agreed extension moved."""
    held = day_text(finding.due_on, missing="未訂", style="short")
    agreed = [each for each in finding.extensions if each.approved_by]
    return [held, *(f"原訂 {day_text(each.from_on, style='short')}" for each in agreed)]


def _cure(finding: TrackedFinding) -> str:
    if finding.progress:
        last = max(finding.progress, key=lambda each: each.on)
        return f"{day_text(last.on, style='short')} {last.by}：{last.text}"
    return finding.response or "尚未回覆"


def _retest(finding: TrackedFinding) -> list[str]:
    cured = day_text(finding.cured_on, style="short")
    said = [f"改善完成 {cured}"] if finding.cured_on else []
    said += [finding.retest] if finding.retest else []
    if finding.closed_at:
        return [*said, f"{finding.closed_by}結案"]
    return [*said, "尚未結案"]


def _notes(finding: TrackedFinding, record: FollowUpRecord) -> list[str]:
    said = [f"重複缺失，前次 {finding.recurs}"] if finding.recurs else []
    if finding.accepted_until and finding.closed_at is None:
        until = day_text(finding.accepted_until, style="short")
        ended = "" if finding.is_accepted(record.as_of) else "，已期滿"
        said.append(f"風險承受至 {until}{ended}（不等於改善）")
    return said or ["無"]


def _details(record: FollowUpRecord) -> list[Part]:
    parts: list[Part] = [Heading("三、各缺失內容")] if record.findings else []
    for finding in record.findings:
        parts += [Heading(f"缺失 {finding.number}", 2), *finding_parts(finding)]
    return parts


def _listed(numbers: list[str]) -> str:
    return f"{len(numbers):,} 件（{'、'.join(numbers)}）" if numbers else "無"


FOLLOW_UP = Paper("follow_up", "缺失改善追蹤表", build)
