"""A working paper with everything a working paper can hold, and an inspection around it."""

from dataclasses import replace
from datetime import date

from chahe.documents.record import RETURNED, SignatureRecord
from chahe.documents.work_record import (
    DeductionRecord,
    ExtensionRecord,
    ProgressRecord,
    ReferenceRecord,
    ReviewNoteRecord,
    SampledRecord,
    SamplingRecord,
    StepRecord,
)

from .record_fixture import FINDING, OPEN_RULES, RECORD, at, digest

LEGEND = (("✓", "相符"), ("✗", "例外"), ("N", "不適用"))
SAMPLING = SamplingRecord(
    population_size=128,
    source="FW-01 設定檔",
    completeness="與設備主控台筆數相符",
    method="隨機",
    size=3,
    items=(
        SampledRecord("17", "SSH 管理", ("✗", "✓"), "沒有核准紀錄"),
        SampledRecord("52", "郵件閘道", ("✓", "N")),
        SampledRecord("93", "=HTTPS()", ("✗", "")),
    ),
    attributes=("規則有核准紀錄", "每半年檢討"),
    legend=LEGEND,
    sentence="抽 3 筆有 2 筆例外；未抽取的 125 筆仍可能有例外。",
    seed=digest("seed"),
    reason="規則彼此獨立",
    parameters=(("信賴水準", "90％"),),
    fixed_at=at(1),
    fixed_by="陳大文",
    frozen_at=at(2),
    frozen_by="王小明",
    digest=digest("sample"),
    abandoned=("第 1 次：母體漏列備援機，115年12月1日放棄",),
)
NOTES = (
    ReviewNoteRecord(
        text="規則 17 有核准紀錄嗎？",
        raised_by="陳大文",
        raised_at=at(12),
        answer="調閱變更單，沒有。",
        answered_by="王小明",
        answered_at=at(13),
        cleared_by="陳大文",
        cleared_at=at(14),
    ),
    ReviewNoteRecord(text="請補查詢畫面。", raised_by="陳大文", raised_at=at(12)),
)
WORKED = replace(
    OPEN_RULES,
    population="",
    sample="",
    sources=("示範參酌來源第七條",),
    steps=(
        StepRecord("取得", "取得防火牆現行設定檔", "以唯讀帳號匯出", "✓"),
        StepRecord("詢問", "詢問例外規則之理由"),
    ),
    sampling=SAMPLING,
    notes=NOTES,
    references=(ReferenceRecord("會議紀錄", "第 3 頁"),),
    carried="測試屬性沿用自 115年上半年底稿",
    repeatable=("沒有附上母體之匯出檔",),
    signatures=(
        SignatureRecord("編製", "王小明", "稽核專員", at(10), digest("w1")),
        SignatureRecord(RETURNED, "陳大文", "稽核主任", at(12), digest("w1")),
        SignatureRecord("編製", "王小明", "稽核專員", at(13), digest("w2")),
    ),
)
FOUND = replace(
    FINDING,
    deduction="扣 2 分",
    extensions=(ExtensionRecord(date(2027, 1, 31), date(2027, 2, 28), "設備交期延後"),),
    progress=(ProgressRecord(date(2027, 1, 5), "規則 93 已限縮", "李工程師"),),
    retest="規則 93 複查無誤",
    recurs="114-CC17010-004",
    accepted_until=date(2027, 2, 28),
    accepted_because="設備汰換前以跳板機限制",
)
WORKED_RECORD = replace(
    RECORD,
    kind="內部稽核",
    papers=(WORKED,),
    findings=(FOUND,),
    signatures=(SignatureRecord("核定", "林資安", "資訊安全長", at(27), digest("whole")),),
    deduction=DeductionRecord("示範扣分標準", "使用者自訂，115年1月1日", "2 分", "僅為範例"),
)
