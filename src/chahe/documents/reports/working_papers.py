"""工作底稿: one paper a page, from objective to sign-off, every file by its digest."""

from collections.abc import Mapping

from ..dates import day_text, instant_text, span_text
from ..model import Facts, Heading, PageBreak, Paragraph, Part, SignOffs, Table
from ..record import CheckRecord, EvidenceRecord, InspectionRecord, PaperRecord
from ..tally import verdict_label
from ._model import report
from ._sample import population_text, sample_parts, sample_text
from ._work import procedure_part, work_parts

ROWS_PRINTED = 200
_WHERE = ("source", "line", "why", "kind")


@report("工作底稿")
def working_papers(record: InspectionRecord) -> tuple[Part, ...]:
    if not record.papers:
        return (Paragraph("本次查核沒有任何工作底稿。"),)
    parts: list[Part] = []
    for number, paper in enumerate(record.papers, 1):
        parts += [PageBreak()] if number > 1 else []
        parts += _paper(f"底稿 {number}／{len(record.papers)}", paper, record)
    return tuple(parts)


def _paper(name: str, paper: PaperRecord, record: InspectionRecord) -> list[Part]:
    found = "、".join(f.number for f in record.findings if f.path == paper.path)
    return [
        Heading(f"{name}　{paper.ref}　{paper.title}"),
        Facts(
            (
                ("查核編號", record.number),
                ("準則", f"{paper.document}（{paper.edition}）{paper.ref}，代碼 {paper.code}"),
                *([("準則內容", paper.criteria)] if paper.criteria else []),
                *([("參酌來源", "\n".join(paper.sources))] if paper.sources else []),
                ("強度／週期", f"{paper.strength}／{paper.cadence or record.cadence}"),
                (
                    "適用理由" if paper.applies else "不適用理由",
                    paper.applies_reason or "未載明",
                ),
                ("查核目的", paper.objective or "未載明"),
                ("查核問題", paper.question),
                *([("沿用前期", paper.carried)] if paper.carried else []),
                ("母體及完整性", population_text(paper)),
                ("樣本及抽樣方法", sample_text(paper)),
            )
        ),
        Heading("查核程序", 2),
        procedure_part(paper),
        *(sample_parts(paper.sampling) if paper.sampling else []),
        Heading("佐證", 2),
        *_evidence(paper),
        *_checks(paper),
        Heading("查核結果", 2),
        Facts(
            (
                ("自動檢測建議", verdict_label(paper.proposed) if paper.proposed else "無"),
                ("查核結果", verdict_label(paper.verdict)),
                *([("例外說明", paper.exceptions)] if paper.exceptions else []),
                ("結論", paper.conclusion or "未填"),
                ("缺失編號", found or "無"),
            )
        ),
        *work_parts(paper),
        Heading("簽核", 2),
        SignOffs(
            tuple((s.step, s.name, s.title, instant_text(s.at), s.digest) for s in paper.signatures)
        )
        if paper.signatures
        else Paragraph("尚無簽核。"),
        Facts((("底稿版次", f"第 {paper.version} 版"), ("底稿摘要值", paper.digest or "尚未計算"))),
    ]


def _evidence(paper: PaperRecord) -> list[Part]:
    if not paper.evidence:
        return [Paragraph("未附佐證。")]
    return [
        Table(
            ("檔名", "種類", "位元組數", "涵蓋期間", "取得、上傳及效期", "SHA-256"),
            tuple(map(_evidence_row, paper.evidence)),
            (3.0, 1.9, 1.7, 2.3, 4.2, 3.6),
            "佐證",
        ),
        Table(
            ("檔名", "監管紀錄"),
            tuple((e.name, "\n".join(e.custody) or "無監管紀錄") for e in paper.evidence),
            (3.2, 12),
            "證據監管鏈",
        ),
    ]


def _evidence_row(evidence: EvidenceRecord) -> tuple[str, ...]:
    times = (
        f"取得 {day_text(evidence.collected_on)}",
        f"上傳 {instant_text(evidence.uploaded_at)}",
        f"效期至 {day_text(evidence.valid_until, missing='未定')}",
    )
    covers = span_text(*evidence.covers) if evidence.covers else "未載明"
    size = f"{evidence.size:,}"
    return (evidence.name, evidence.kind, size, covers, "\n".join(times), evidence.sha256)


def _checks(paper: PaperRecord) -> list[Part]:
    if not paper.checks:
        return []
    head = ("檢測", "結果", "說明", "受測筆數", "例外筆數", "結果摘要值")
    rows = tuple(
        (
            f"{check.title}\n{check.id}",
            check.verdict.label,
            check.reason + (f"\n公司設定的門檻：{check.figures}" if check.figures else ""),
            f"{check.population:,}",
            _counted(check),
            check.digest or "無",
        )
        for check in paper.checks
    )
    parts: list[Part] = [
        Heading("自動檢測", 2),
        Table(head, rows, (3.4, 1.5, 4.0, 1.8, 1.8, 3.6), "自動檢測"),
    ]
    for check in paper.checks:
        parts += _exceptions(check)
    return parts


def _exceptions(check: CheckRecord) -> list[Part]:
    if not check.rows:
        return []
    exempted = check.exempted or ("",) * len(check.rows)
    printed = tuple(
        (str(n), _thing(row), _why(row, may_stand), _place(row))
        for n, (row, may_stand) in enumerate(
            zip(check.rows[:ROWS_PRINTED], exempted[:ROWS_PRINTED], strict=True), 1
        )
    )
    table = Table(("序號", "對象", "例外原因", "出處"), printed, (1.2, 4, 6.4, 4.4), "例外")
    parts: list[Part] = [Heading(f"例外：{check.title}", 3), table]
    if more := len(check.rows) - len(printed):
        digest = check.digest or "無"
        said = (
            f"以上列印前 {ROWS_PRINTED:,} 筆，另有 {more:,} 筆未列印；"
            f"全部 {len(check.rows):,} 筆存於檢測 {check.id} 之結果（摘要值 {digest}）。"
        )
        parts.append(Paragraph(said))
    return parts


def _counted(check: CheckRecord) -> str:
    exempted = sum(map(bool, check.exempted))
    return f"{len(check.rows):,}" + (f"\n（其中例外核准 {exempted:,}）" if exempted else "")


def _why(row: Mapping[str, object], may_stand: str) -> str:
    return f"{row.get('why', '')}" + (f"\n仍為例外，{may_stand}" if may_stand else "")


def _thing(row: Mapping[str, object]) -> str:
    held = {key: value for key, value in row.items() if key not in _WHERE}
    if len(held) == 1:
        return str(*held.values())
    return "\n".join(f"{key}：{value}" for key, value in held.items())


def _place(row: Mapping[str, object]) -> str:
    source, line = row.get("source"), row.get("line")
    return f"{source or '未載明'}" + (f"，第 {line} 行" if line is not None else "")
