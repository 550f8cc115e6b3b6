"""查核明細表: one line a rule, so that a paper is found from its line and back."""

from ..dates import instant_day_text, period_text
from ..model import Facts, Paragraph, Part, Table
from ..record import STEPS, FindingRecord, InspectionRecord, PaperRecord
from ..tally import conclude, verdict_label
from ._model import report
from ._sample import population_text, sample_text

HEAD = (
    *("序號", "條號", "代碼", "查核項目", "適用", "週期", "查核程序", "母體／樣本"),
    *("佐證", "結果", "缺失編號", *(f"{step}／日期" for step in STEPS)),
)
WIDTHS = (0.9, 1.6, 1.7, 2.6, 1.2, 1.2, 5.6, 2.6, 3.0, 1.5, 1.9, 1.8, 1.8, 1.8)
DIGEST_SHOWN = 8


@report("查核明細表", landscape=True)
def detail_table(record: InspectionRecord) -> tuple[Part, ...]:
    rows = [_line(n, paper, record) for n, paper in enumerate(record.papers, 1)]
    rows += [
        (str(n), e.ref, "", e.title, "不適用", "", e.reason, *[""] * 7)
        for n, e in enumerate(record.exclusions, len(rows) + 1)
    ]
    return (
        Facts(
            (
                ("受查證券商", f"{record.firm.name}（{record.firm.code}）"),
                ("查核編號／種類", f"{record.number}／{record.kind}"),
                ("法規文件／版本", f"{record.document}／{record.edition}"),
                ("期別", f"{record.period_label}（{period_text(record.period)}）"),
            )
        ),
        Table(HEAD, tuple(rows), WIDTHS, "查核明細"),
        Paragraph(conclude(record)),
        Paragraph(
            f"佐證後之英數字為其 SHA-256 摘要值前 {DIGEST_SHOWN} 碼，全文見工作底稿。"
            "簽核欄為姓名及日期，摘要值見工作底稿。"
        ),
    )


def _line(number: int, paper: PaperRecord, record: InspectionRecord) -> tuple[str, ...]:
    return (
        str(number),
        paper.ref,
        paper.code,
        paper.title,
        "適用" if paper.applies else "不適用",
        paper.cadence or record.cadence,
        _procedure(paper),
        f"母體：{population_text(paper)}\n樣本：{sample_text(paper)}",
        "\n".join(f"{e.name}（{e.sha256[:DIGEST_SHOWN]}）" for e in paper.evidence) or "無",
        verdict_label(paper.verdict),
        "\n".join(_found(f) for f in record.findings if f.path == paper.path) or "無",
        *(_signed(paper, step) for step in STEPS),
    )


def _procedure(paper: PaperRecord) -> str:
    if not paper.applies:
        return paper.applies_reason
    steps = [(step.method, step.text, step.tick or "未標記") for step in paper.steps]
    done = [f"{method}：{text}（{tick}）" for method, text, tick in steps]
    planned = [f"{method}：{text}" for method, text in paper.procedure]
    return "\n".join(done or planned) or "未載明"


def _found(finding: FindingRecord) -> str:
    return "\n".join(filter(None, (finding.number, finding.deduction)))


def _signed(paper: PaperRecord, step: str) -> str:
    signature = paper.signature(step)
    if not paper.applies and not signature:
        return ""
    return (
        f"{signature.name}\n{instant_day_text(signature.at, style='short')}"
        if signature
        else "未簽核"
    )
