"""會計師評估報告: the opinion, what it rests on, its exceptions, and every control point.

Source: 櫃買中心「會計師出具資訊系統及安全控管作業評估報告原則性規範」.
"""

from datetime import datetime

from ..assessment import AssessmentKind, AssessmentRecord
from ..dates import day_text, instant_text, period_text
from ..model import Document, Facts, Heading, PageBreak, Paragraph, Part, SignOffs, Table
from ..opinion import opinion_problems
from . import _assessment_tables as tables
from . import _assessment_words as words
from ._model import Paper

_ROOM = "　\n　\n　"  # to sign in by hand
_EVENT_TITLE = "會計師事件評估及改善報告"


def build(record: AssessmentRecord, *, made_at: datetime) -> Document:
    """Return the report; one without an opinion is a draft and says so.

    :raises ValueError: when the results do not allow the opinion, in words for whoever chose it
    """
    if record.opinion:
        problems = opinion_problems(record.rows, chosen=record.opinion, why=record.why)
        if problems:
            raise ValueError("\n".join(problems))
    title = _title(record)
    return Document(
        title=title,
        issuer=record.accounting_firm,
        subtitle=f"受查證券商：{record.firm.name}　{period_text(record.period)}",
        header=f"{record.firm.name}　{title}",
        footer=f"案件編號 {record.number}　產製 {instant_text(made_at)}",
        made_at=made_at,
        parts=(*_letter(record), *_signed(record), *_appendices(record)),
    )


def _title(record: AssessmentRecord) -> str:
    is_event = record.kind is AssessmentKind.EVENT
    title = _EVENT_TITLE if is_event else CPA_ASSESSMENT.title
    if record.kind is AssessmentKind.INTERIM:
        return f"{title}（期中）"
    return title if record.opinion else f"{title}（草稿）"


def _letter(record: AssessmentRecord) -> tuple[Part, ...]:
    return (
        Facts(_facts(record)),
        Heading("一、意見"),
        *map(Paragraph, words.opinion_paragraphs(record)),
        Heading("二、意見之基礎"),
        *map(Paragraph, words.basis_paragraphs(record)),
        tables.results_table(record),
        Heading("三、受查證券商之責任"),
        Paragraph(words.FIRM_DUTY),
        Heading("四、會計師之責任"),
        Paragraph(words.CPA_DUTY),
        Heading("五、評估範圍"),
        Paragraph(words.scope_paragraph(record)),
        Heading("六、執行之程序"),
        tables.methods_table(record),
        Heading("七、例外事項"),
        *tables.exception_parts(record),
        Heading("八、停止交易"),
        *tables.stop_parts(record),
        Heading("九、先天限制"),
        Paragraph(words.LIMITS),
        Heading("十、使用限制"),
        Paragraph(words.USE),
    )


def _facts(record: AssessmentRecord) -> tuple[tuple[str, str], ...]:
    return (
        ("受文者", f"{record.firm.name}（{record.firm.code}）"),
        ("交易平台", record.platform),
        ("案件編號／種類", f"{record.number}／{record.kind.label}"),
        ("評估期間", period_text(record.period)),
        ("應出具日", day_text(record.due_on)),
        *record.firm.facts,
    )


def _signed(record: AssessmentRecord) -> list[Part]:
    head = ("事務所", "會計師", "職稱", "證書字號", "簽名或蓋章")
    cpas = tuple(
        (record.accounting_firm, cpa.name, cpa.title, cpa.certificate or "未填", _ROOM)
        for cpa in record.cpas
    )
    parts: list[Part] = [
        Heading("十一、會計師簽章"),
        Table(head, cpas, (3.4, 2.2, 2.2, 3.4, 4), "會計師簽章"),
    ]
    if record.signatures:
        rows = tuple(
            (s.step, s.name, s.title, instant_text(s.at), s.digest) for s in record.signatures
        )
        parts.append(SignOffs(rows))
    else:
        parts.append(Paragraph("尚無電子簽核。"))
    return parts


def _appendices(record: AssessmentRecord) -> tuple[Part, ...]:
    if not record.rows:
        return ()
    return (
        PageBreak(),
        Heading("附件一　評估明細"),
        tables.points_table(record),
        PageBreak(),
        Heading("附件二　樣本及佐證"),
        tables.samples_table(record),
    )


CPA_ASSESSMENT = Paper("cpa_assessment", "會計師資訊系統及安全控管作業評估報告", build)
