"""A fiscal year's plan of an invented firm: monthly, half-yearly and yearly, one moved."""

from datetime import date

from tests.documents.record_fixture import RECORD

from chahe.deadlines import Period
from chahe.documents.plan import PlannedRow, PlanRecord

MECHANISM = "建立證券商資通安全檢查機制"


def row(**changes) -> PlannedRow:
    held = {
        "kind": "內部稽核",
        "code": "CC-17010",
        "title": "網路安全管理",
        "document": MECHANISM,
        "edition": "114年12月31日版",
        "section": "七、（一）",
        "cadence": "每半年",
        "period_label": "115年上半年",
        "due_on": date(2026, 6, 30),
        "rules": 14,
        "state": "已規劃",
        "owner": "王小明",
    }
    return PlannedRow(**{**held, **changes})


MONTHLY = tuple(
    row(
        code="CC-18000",
        title="存取控制",
        section="八",
        cadence="每月",
        period_label=f"115年{month}月",
        due_on=date(2026, month, 27),
        rules=6,
    )
    for month in (1, 2, 3, 5)
)
MOVED = row(
    period_label="115年下半年",
    due_on=date(2026, 12, 15),
    moved_from=date(2026, 12, 31),
    reason="年底停機維護，提前辦理",
    approved_by="林資安",
)
SKIPPED = row(
    code="CC-23000",
    title="主機共置服務管理",
    section="十四",
    cadence="每年",
    period_label="115年度",
    due_on=date(2026, 12, 31),
    state="免辦",
    owner="",
    reason="沒有提供主機共置服務",
    approved_by="",
)
PLAN = PlanRecord(
    firm=RECORD.firm,
    year_label="115年度",
    year=Period(date(2026, 1, 1), date(2027, 1, 1)),
    kind="內部稽核",
    rows=(*MONTHLY, row(), MOVED, SKIPPED),
    made_by="王小明，115年1月5日",
    approved_by="林資安，115年1月8日",
    sources=("證券暨期貨市場各服務事業建立內部控制制度處理準則第14條", MECHANISM),
)
