"""查核報告: what was inspected, what was found, and what may be concluded."""

from ...workflow import Verdict
from ..dates import day_text, instant_text, period_text
from ..model import Facts, Heading, Paragraph, Part, Table
from ..record import FindingRecord, InspectionRecord
from ..tally import cautions, conclude, count_verdicts, verdict_label
from ._model import report

_MEANING: dict[Verdict | None, str] = {
    Verdict.CONFORMING: "經查核取得足夠佐證，認定符合",
    Verdict.NONCONFORMING: "認定不符，應開立缺失",
    Verdict.NOT_APPLICABLE: "經查核認定不適用於受查證券商",
    Verdict.NO_OCCURRENCE: "期間內沒有應受查核之事項發生",
    Verdict.INSUFFICIENT: "佐證缺漏、逾期、不全或無法判讀，不計入符合",
    None: "查核人員尚未作成結果，不計入符合",
}


@report("查核報告")
def inspection_report(record: InspectionRecord) -> tuple[Part, ...]:
    return (
        *_summary(record),
        *_results(record),
        *_findings(record),
        *_exclusions(record),
        Heading("五、結論"),
        Paragraph(conclude(record)),
        *(Paragraph(f"注意：{caution}") for caution in cautions(record)),
        *_signatures(record),
        *_history(record),
    )


def _summary(record: InspectionRecord) -> list[Part]:
    firm = record.firm
    section = f"{record.section_code} {record.section_title}（{record.section_ref}）"
    parts: list[Part] = [
        Heading("一、查核摘要"),
        Facts(
            (
                ("查核編號", record.number),
                ("受查證券商", f"{firm.name}（{firm.code}）"),
                ("查核種類", record.kind),
                ("法規文件", record.document),
                ("版本", record.edition),
                ("查核範圍", section),
                ("週期／期別", f"{record.cadence}／{record.period_label}"),
                ("查核期間", period_text(record.period)),
                ("規劃", f"{record.planned_by}，{instant_text(record.planned_at)}"),
                ("應完成日", day_text(record.due_on)),
                ("狀態", record.state),
                ("封存時間", instant_text(record.sealed_at, missing="尚未封存")),
            )
        ),
    ]
    if firm.facts:
        parts += [Heading("據以決定適用範圍之公司概況", 2), Facts(firm.facts)]
    return parts


def _results(record: InspectionRecord) -> list[Part]:
    counts = count_verdicts(record.papers)
    rows = [(verdict_label(v), str(n), _MEANING[v]) for v, n in counts.items() if v or n]
    rows.append(("合計", str(len(record.papers)), ""))
    open_items = tuple(
        (paper.ref, paper.title, verdict_label(paper.verdict), paper.conclusion or "未填")
        for paper in record.papers
        if paper.verdict in (Verdict.NONCONFORMING, Verdict.INSUFFICIENT, None)
    )
    parts: list[Part] = [
        Heading("二、查核結果"),
        Table(("結果", "項數", "說明"), tuple(rows), (2, 1.2, 9), "查核結果統計"),
    ]
    if open_items:
        head = ("條號", "查核項目", "結果", "說明")
        parts += [
            Heading("應改善、補證或判定之項目", 2),
            Table(head, open_items, (2.2, 4, 1.6, 6), "待處理項目"),
        ]
    return parts


def _findings(record: InspectionRecord) -> list[Part]:
    parts: list[Part] = [Heading("三、缺失")]
    if not record.findings:
        parts.append(Paragraph("本次查核未開立缺失。"))
    for finding in record.findings:
        parts += _finding(finding)
    return parts


def _finding(finding: FindingRecord) -> list[Part]:
    closed = f"{finding.closed_by}，{instant_text(finding.closed_at)}"
    facts = (
        ("條號", finding.ref),
        ("嚴重程度", finding.severity or "未填"),
        ("準則", finding.criteria),
        ("現況", finding.condition),
        ("原因", finding.cause or "未填"),
        ("影響", finding.effect or "未填"),
        ("建議", finding.recommendation or "未填"),
        ("負責人／期限", f"{finding.owner or '未指派'}／{day_text(finding.due_on)}"),
        ("單位回覆", finding.response or "未填"),
        ("改善完成日", day_text(finding.cured_on)),
        ("狀態", finding.state or "未填"),
        ("結案", closed if finding.closed_at else "尚未結案"),
    )
    parts: list[Part] = [Heading(f"缺失 {finding.number}", 2), Facts(facts)]
    if finding.events:
        rows = tuple((instant_text(e.at), e.actor, e.act, e.object) for e in finding.events)
        parts.append(Table(("時間", "人員", "動作", "內容"), rows, (3.6, 2, 2.4, 7), "缺失追蹤"))
    return parts


def _exclusions(record: InspectionRecord) -> list[Part]:
    heading = Heading("四、未納入查核之項目及理由")
    left = [paper for paper in record.papers if not paper.applies]
    if not record.exclusions and not left:
        return [heading, Paragraph("範圍內沒有排除任何項目。")]
    rows = (
        *((e.ref, e.title, e.reason) for e in record.exclusions),
        *((paper.ref, paper.title, paper.applies_reason) for paper in left),
    )
    return [heading, Table(("條號", "項目", "理由"), rows, (2.4, 5, 7), "未納入查核之項目")]


def _signatures(record: InspectionRecord) -> list[Part]:
    head = ("條號", "步驟", "姓名", "職稱", "時間", "摘要值")
    rows = tuple(
        (paper.ref, s.step, s.name, s.title, instant_text(s.at), s.digest)
        for paper in record.papers
        for s in paper.signatures
    )
    if not rows:
        return [Heading("六、簽核歷程"), Paragraph("尚無簽核。")]
    return [Heading("六、簽核歷程"), Table(head, rows, (2.2, 1.2, 1.8, 2.2, 2.8, 5), "簽核歷程")]


def _history(record: InspectionRecord) -> list[Part]:
    parts: list[Part] = [Heading("七、軌跡與帳本")]
    rows = tuple((instant_text(a.at), a.actor, a.act, a.object) for a in record.history)
    parts.append(
        Table(("時間", "人員", "動作", "對象"), rows, (3.6, 2.4, 3, 6), "軌跡")
        if rows
        else Paragraph("沒有軌跡紀錄。")
    )
    if head := record.head:
        parts.append(
            Facts(
                (
                    ("帳本筆數", f"{head.size:,}"),
                    ("樹根摘要值", head.root),
                    ("簽署時間", instant_text(head.at)),
                    ("金鑰識別碼", head.key_id),
                )
            )
        )
    else:
        parts.append(Paragraph("產製時未附帳本之簽署樹首。"))
    return parts
