"""An invented engagement on an invented platform: one point in order, one not, one unproved."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.documents.record_fixture import digest

from chahe.deadlines import Period
from chahe.documents.assessment import (
    AccountantRecord,
    AssessedRow,
    AssessmentKind,
    AssessmentRecord,
    TradingStop,
)
from chahe.documents.opinion import OpinionKind
from chahe.documents.record import FirmRecord, SignatureRecord
from chahe.documents.work_record import StepRecord
from chahe.workflow import Verdict

CONFORMING = AssessedRow(
    ref="1(2)",
    area="組織與人員管理",
    title="專責人員專業證照",
    question="專責人員是否每人持有兩張有效的專業證照？",
    result=Verdict.CONFORMING,
    conclusion="三人共七張證照，查核日均有效。",
    sources=("示範辦法第9條", "參酌示範分級辦法"),
    steps=(
        StepRecord("取得", "取得每位專責人員的證照。", "取得 7 張證照影本", "✓"),
        StepRecord("檢查", "檢查證照是否有效。", "逐張向發證單位查證", "✓"),
    ),
    population="專責人員 3 人；與人事名冊相符",
    sample="全部，3 人",
    sentence="母體全部查核，沒有抽樣風險。",
    evidence=(f"證照影本.pdf（{digest('a')[:8]}）",),
)
EXCEPTION = AssessedRow(
    ref="2(1)2",
    area="客戶註冊程序、契約簽訂及身分驗證",
    title="登入方式與密碼設計",
    question="密碼錯誤五次是否限制使用？",
    result=Verdict.NONCONFORMING,
    conclusion="錯誤 5 次後仍可嘗試，認定不符。",
    sources=("示範標準規範四、（五）、2",),
    steps=(StepRecord("檢查", "檢查錯誤上限的設定。", "以測試帳號輸入錯誤密碼 6 次", "✗"),),
    population="登入設定 1 組",
    sample="全部，1 組",
    sentence="母體全部查核，沒有抽樣風險。",
    exceptions="第 6 次輸入後帳號仍未限制。",
    response="已於 116年1月10日修正設定。",
)
UNPROVED = AssessedRow(
    ref="3(8)3",
    area="資通安全作業",
    title="滲透測試",
    question="每年是否對交易平台執行滲透測試？",
    result=Verdict.INSUFFICIENT,
    conclusion="只提出摘要，沒有原始報告。",
    steps=(StepRecord("取得", "取得滲透測試報告。"),),
)
ASSESSED = AssessmentRecord(
    firm=FirmRecord("9999", "示範證券股份有限公司"),
    platform="示範交易平台",
    number="115-會-001",
    kind=AssessmentKind.YEARLY,
    period=Period(date(2026, 1, 1), date(2027, 1, 1)),
    due_on=date(2027, 3, 31),
    accounting_firm="示範聯合會計師事務所",
    cpas=(
        AccountantRecord("周會計", "會計師", "示範字第 0001 號"),
        AccountantRecord("吳會計", "會計師"),
    ),
    rows=(CONFORMING, EXCEPTION, UNPROVED),
    opinion=OpinionKind.QUALIFIED,
    why="兩項都限於單一功能，其他控制仍能發揮作用。",
    stops=(TradingStop(date(2026, 8, 3), date(2026, 8, 4), "撮合主機磁碟故障", "當日通報"),),
    stops_note="評估期間停止交易一次，未達應出具事件評估及改善報告之次數。",
    signatures=(
        SignatureRecord(
            "簽發", "周會計", "會計師", datetime(2027, 3, 20, 2, tzinfo=UTC), digest("signed")
        ),
    ),
)


def of(*verdicts: Verdict | None) -> AssessmentRecord:
    """Return a draft with one control point a verdict."""
    rows = tuple(replace(CONFORMING, result=verdict) for verdict in verdicts)
    return replace(ASSESSED, rows=rows, opinion=None, why="")
