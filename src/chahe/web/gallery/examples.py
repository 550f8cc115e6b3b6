"""Invented data for the gallery."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from chahe.deadlines import days_after
from chahe.workflow import Verdict

from .. import charts
from ..listing import Column, Filter, Listing

TODAY = date(2026, 3, 9)
AT = datetime(2026, 3, 9, 6, 5, tzinfo=UTC)
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@dataclass(frozen=True)
class Row:
    """A finding that never was."""

    pk: int
    code: str
    title: str
    verdict: str
    due_on: date


class Rows(list[Row]):
    """A list that answers what `Listing` asks of a queryset."""

    ordered = True

    def filter(self, *_: Any, verdict: str = "", **__: Any) -> "Rows":
        return Rows(row for row in self if not verdict or row.verdict == verdict)

    def order_by(self, field: str, *_: str) -> "Rows":
        name = field.removeprefix("-")
        return Rows(
            sorted(self, key=lambda row: str(getattr(row, name)), reverse=field.startswith("-"))
        )

    def iterator(self, chunk_size: int) -> Iterator[Row]:
        return iter(self)


_TITLES = (
    ("CC-12000", "資訊安全政策未於年度內由董事會核定"),
    ("CC-17010", "網路設備之防火牆規則逾半年未檢視，且無覆核紀錄可供查證"),
    ("CC-18000", "離職人員帳號未於離職當日停用"),
    ("CC-19000", "核心系統弱點掃描報告涵蓋範圍不足"),
    ("CC-20000", "營運持續演練未納入可容忍中斷時間之驗證"),
)


def rows(titles: Sequence[tuple[str, str]] = _TITLES) -> Any:
    """Return invented rows, thirty of each title."""
    verdicts = [*Verdict]
    return Rows(
        Row(n, code, title, verdicts[n % 5].value, days_after(TODAY, n * 4 - 9))
        for n, (code, title) in enumerate([*titles] * 30)
    )


LISTING = Listing(
    columns=(
        Column("code", "查核項目", order_by="code"),
        Column("title", "缺失"),
        Column("verdict", "查核結果", order_by="verdict"),
        Column("due_on", "改善期限", order_by="due_on"),
        Column("digest", "佐證", value=lambda row: DIGEST),
        Column("pk", "扣分", order_by="pk", number=True),
    ),
    filters=(Filter("verdict", "查核結果", tuple((v.value, v.label) for v in Verdict), "verdict"),),
    search=("title",),
    sort="due_on",
    hint="項目或缺失",
    size=8,
)
NOTHING = Listing(columns=(Column("title", "警示"),), part="nothing")


def _steps(*states: str) -> list[dict[str, Any]]:
    names = (
        ("編製", "王小明（資訊部）"),
        ("覆核", "陳美玲（稽核室）"),
        ("核定", "林志遠（總稽核）"),
    )
    return [
        {"label": label, "state": state, "who": who, "at": AT if state == "done" else None}
        for (label, who), state in zip(names, states, strict=True)
    ]


_month: Callable[[int], str] = "{}月".format
CONTEXT: dict[str, Any] = {
    "today": TODAY,
    "at": AT,
    "digest_value": DIGEST,
    "tones": ("neutral", "info", "success", "warning", "danger"),
    "verdicts": tuple(v.value for v in Verdict),
    "days": tuple(days_after(TODAY, n) for n in (-3, 0, 5, 40)),
    "current_firm": "測試證券股份有限公司",
    "account_url": "#account",
    "firm_links": [
        {"label": "測試證券股份有限公司", "url": "#1", "current": True},
        {"label": "範例綜合證券股份有限公司", "url": "#2", "current": False},
    ],
    "doors": [
        {"label": label, "url": f"#{n}", "current": n == 2, "count": count}
        for n, (label, count) in enumerate(
            (
                ("今日", 0),
                ("查核計畫", 0),
                ("查核", 3),
                ("缺失", 12),
                ("佐證", 0),
                ("法規", 0),
                ("公司概況", 0),
                ("軌跡", 0),
            )
        )
    ],
    "crumbs": [{"label": "查核", "url": "#"}, {"label": "115年上半年自行查核", "url": "#"}],
    "tabs": [
        {"label": "工作底稿", "url": "#", "current": True, "count": 148},
        {"label": "缺失", "url": "#", "current": False, "count": 12},
        {"label": "佐證", "url": "#", "current": False, "count": None},
        {"label": "簽核", "url": "#", "current": False, "count": None},
    ],
    "facts": [
        ("證券商", "測試證券股份有限公司"),
        ("查核種類", "自行查核"),
        ("期別", "115年上半年"),
        ("資訊安全分級", "第二級"),
        ("備註", ""),
    ],
    "signed": _steps("done", "done", "done"),
    "signing": _steps("done", "current", "waiting"),
    "returned": _steps("returned", "waiting", "waiting"),
    "entries": [
        {"at": AT, "text": "核定查核報告", "who": "林志遠", "tone": "success"},
        {
            "at": AT,
            "text": "退回覆核",
            "who": "陳美玲",
            "tone": "danger",
            "detail": "第 12 項欠抽樣說明",
        },
        {"at": AT, "text": "上傳佐證 firewall-rules.csv", "who": "王小明", "url": "#"},
        {"at": AT, "text": "建立查核", "who": "王小明"},
    ],
    "by_verdict": charts.verdicts(
        {
            "conforming": 96,
            "nonconforming": 7,
            "insufficient": 5,
            "no_occurrence": 4,
            "not_applicable": 21,
        },
        unanswered=15,
    ),
    "by_rule": charts.horizontal(
        {
            "網路安全管理": 5,
            "存取控制": 4,
            "系統開發及維護": 2,
            "營運持續管理": 1,
            "實體與環境安全": 0,
        }
    ),
    "by_month": charts.columns({_month(n): n * 7 % 11 for n in range(1, 13)}),
    "no_chart": charts.stacked([]),
}
