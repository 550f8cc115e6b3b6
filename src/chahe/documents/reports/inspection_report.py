"""查核報告: what was inspected, what was found, and what may be concluded."""

from ...workflow import InspectionKind, Verdict
from ..dates import day_text, instant_text, period_text
from ..finding_parts import finding_parts
from ..model import Facts, Heading, Paragraph, Part, Table
from ..record import RETURNED, InspectionRecord, SignatureRecord
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
_TITLES = {
    InspectionKind.SELF.label: "自行查核報告",
    InspectionKind.INTERNAL_AUDIT.label: "內部稽核報告",
    InspectionKind.ROUTINE.label: "例行查核報告",
    InspectionKind.SELECTED.label: "選案查核報告",
    InspectionKind.SPECIAL.label: "專案查核報告",
    InspectionKind.CPA.label: "會計師查核報告",
}


def _title(record: InspectionRecord) -> str:
    return _TITLES.get(record.kind, "查核報告")


@report("查核報告", titled=_title)
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
    if (deduction := record.deduction) and deduction.scheme:
        rows = [("扣分合計", deduction.total), ("扣分標準", deduction.scheme)]
        rows += [("來源", deduction.source or "未載明")]
        rows += [("說明", deduction.note)] if deduction.note else []
        parts.append(Facts(tuple(rows)))
    for finding in record.findings:
        parts += [Heading(f"缺失 {finding.number}", 2), *finding_parts(finding)]
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
    """Write every signature there was, those that a return made void among them.

    The exchange's letter 107-01-02 臺證輔字第1060504884號 asks for the whole history, read-only
    after the last signature and printable at once.
    """
    head = ("條號", "步驟", "姓名", "職稱", "時間", "效力", "摘要值")
    signed = [(paper.ref, paper.signatures) for paper in record.papers]
    rows = tuple(
        (of, s.step, s.name, s.title, instant_text(s.at), effect, s.digest)
        for of, signatures in (*signed, ("全案", record.signatures))
        for s, effect in zip(signatures, _effects(signatures), strict=True)
    )
    parts: list[Part] = [Heading("六、簽核歷程")]
    if record.sealed_at:
        parts.append(
            Paragraph("本查核已完成最終簽核，內容唯讀；以下為全部簽核及退回，依時間列出。")
        )
    if not rows:
        return [*parts, Paragraph("尚無簽核。")]
    return [*parts, Table(head, rows, (2.0, 1.2, 1.8, 2.2, 2.8, 1.4, 5), "簽核歷程")]


def _effects(signatures: tuple[SignatureRecord, ...]) -> list[str]:
    """Say of each signature whether it counts; a return voids those before it."""
    last = max((n for n, each in enumerate(signatures) if each.step == RETURNED), default=-1)
    return [
        "—" if each.step == RETURNED else "有效" if n > last else "已退回"
        for n, each in enumerate(signatures)
    ]


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
