"""帳號清查：離職未停用、久未使用、共用、特權無人負責、密碼永久有效與無主帳號

Every account that can be used (enabled and not past its expiry) is matched to the roster by
employee id and by account name, without its domain or host. Kinds of exception:

    leaver              everyone it belongs to has left, on or before the day of the test
    dormant             not logged on, or since creation never, for more than `dormant_days`
    shared              it belongs to several people at work, or its names say so (共用, test …)
    privileged_no_owner a privileged account that is nobody's, and names no owner
    never_expires       its password never expires, so it is not changed every three months
    orphan              nobody on the roster has it; its description names no one who is at work

A manager recorded in the directory may answer for a privileged account, but does not make an
account someone's: a leaver dropped from the roster still has one. Evidence from after the day of
the test, or a list whose latest event is more than `evidence_days` before it, is insufficient
whatever it shows.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ..deadlines import days_after, days_between, format_roc
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.accounts.people import has_left
from ._algorithms.accounts.roster import Roster
from ._model import Parameter, Result, Row, check

_EVENTS = ("last_logon", "password_set", "created")


_BROKEN_BY = {
    "5.2": ("leaver", "orphan"),
    "8.2.b": ("leaver", "orphan"),
    "8.2.f": ("dormant",),
    "8.3.f": ("never_expires",),
}
_REFUTED_BY = {
    **{
        f"twse/mechanism@{edition}#{path}": kinds
        for edition in ("2018-11-30", "before-2018-11-30")
        for path, kinds in _BROKEN_BY.items()
    },
    "twse/inspection-points@undated#9.1": ("privileged_no_owner",),
    "twse/inspection-points@undated#9.3": ("leaver", "orphan", "shared"),
}


@check(
    rules=tuple(_REFUTED_BY),
    only_refutes=tuple(rule for rule in _REFUTED_BY if not rule.endswith("#8.2.b")),
    refuted_by=_REFUTED_BY,
    kinds={
        "leaver": "離職未停用",
        "dormant": "久未使用",
        "shared": "多人共用",
        "privileged_no_owner": "特權帳號無負責人",
        "never_expires": "密碼永久有效",
        "orphan": "無主帳號",
    },
    needs=("accounts", "people"),
    parameters=(
        Parameter(
            "dormant_days",
            "久未使用的天數",
            180,
            "日",
            "本系統預設，依資通安全檢查機制 8(2)f 每半年清查",
        ),
        Parameter(
            "evidence_days",
            "資料最新事件距檢測日的天數上限",
            31,
            "日",
            "本系統預設（lastLogonTimestamp 最多延遲 14 日）",
        ),
    ),
)
def account_review(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every account that should not be usable as it is.

    >>> account_review.run({}, on=date(2026, 11, 21)).reason
    '缺少資料：帳號清單（accounts）、人員名冊（people）'
    """
    accounts = sum(len(table.rows) for table in tables["accounts"])
    roster = Roster(tables["people"], on)
    dormant_days = parameters["dormant_days"]
    since = days_after(on, -dormant_days)
    doubtful: list[tuple[str, Row]] = []
    is_of_one_at_work = roster.is_of_one_at_work
    usable = undated = 0
    for table in tables["accounts"]:
        for row in table.rows:
            expires = row["expires"]
            if not row["enabled"] or (expires is not None and expires <= on):
                continue
            usable += 1
            last = row["last_logon"] or row["created"]
            if not last:
                undated += 1
            if (
                (last and last < since)
                or row["password_never_expires"]
                or row["shared_hint"]
                or not is_of_one_at_work(row)
            ):
                doubtful.append((table.source, row))
    roster.look_up(row for _, row in doubtful)
    rows = tuple(
        {"account": row["account"], "source": source, "line": row["line"], **found}
        for source, row in doubtful
        for found in _Case(row, roster, on, dormant_days).broken()
    )
    doubt = _doubt(tables["accounts"], on, parameters["evidence_days"])
    if doubt:
        return Result(Verdict.INSUFFICIENT, doubt, accounts, rows)
    if rows:
        held = len({(row["source"], row["account"]) for row in rows})
        reason = f"{accounts} 個帳號中有 {held} 個不符，共 {len(rows)} 項"
        return Result(Verdict.NONCONFORMING, reason, accounts, rows)
    if undated or not usable:
        reason = (
            f"有 {undated} 個帳號沒有最後登入日也沒有建立日，無法判斷是否久未使用"
            if undated
            else f"{accounts} 個帳號都已停用，請確認匯出範圍"
        )
        return Result(Verdict.INSUFFICIENT, reason, accounts)
    reason = (
        f"共 {accounts} 個帳號，以人員名冊 {roster.size} 筆逐一比對"
        f"其中可使用的 {usable} 個，"
        f"未發現離職未停用、逾 {parameters['dormant_days']} 日未使用、共用、特權無人負責、"
        "密碼永久有效或無主者"
    )
    return Result(Verdict.CONFORMING, reason, accounts)


@dataclass
class _Case:
    """One account before the tests."""

    row: Row
    roster: Roster
    on: date
    dormant_days: int
    holders: list[Row] = field(init=False)

    def __post_init__(self) -> None:
        self.holders = self.roster.holders(self.row)

    def broken(self) -> Iterator[dict[str, str]]:
        for kind, test in _TESTS.items():
            if why := test(self):
                yield {"kind": kind, "why": why}

    def leaver(self) -> str:
        if not self.holders or not all(has_left(each, self.on) for each in self.holders):
            return ""
        person = max(self.holders, key=lambda person: person["left"] or date.min)
        day = f"已於 {format_roc(person['left'])}離職" if person["left"] else "已離職"
        return f"{person['name']}（{person['employee_id']}）{day}，帳號仍可使用"

    def dormant(self) -> str:
        last = self.row["last_logon"] or self.row["created"]
        if not last or days_between(last, self.on) <= self.dormant_days:
            return ""
        since = "最後登入" if self.row["last_logon"] else "從未登入，建立日為"
        return f"{since} {format_roc(last)}，已 {days_between(last, self.on)} 日未使用"

    def shared(self) -> str:
        people = {
            person["employee_id"].casefold(): person["name"]
            for person in self.holders
            if not has_left(person, self.on)
        }
        if len(people) > 1:
            return f"一個帳號對應 {len(people)} 人：{'、'.join(list(people.values())[:3])}"
        hint = self.row["shared_hint"]
        return f"名稱或說明含「{hint}」，為多人共用或測試帳號" if hint else ""

    def privileged_no_owner(self) -> str:
        if not self.row["privileged"] or self.holders or self.row["owner"]:
            return ""
        return f"特權帳號沒有負責人（群組 {'、'.join(self.row['groups'][:3]) or '未列'}）"

    def never_expires(self) -> str:
        return "密碼設定為永久有效，未定期更換" if self.row["password_never_expires"] else ""

    def orphan(self) -> str:
        if self.holders:
            return ""
        owner = self.row["owner"] if self.row["owner_from"] == "description" else ""
        if owner:
            at_work = self.roster.is_at_work(owner)
            return "" if at_work else f"負責人「{owner}」不在人員名冊或已離職"
        return "人員名冊查無此帳號的使用人，說明也沒有負責人"


_TESTS: dict[str, Callable[[_Case], str]] = {
    "leaver": _Case.leaver,
    "dormant": _Case.dormant,
    "shared": _Case.shared,
    "privileged_no_owner": _Case.privileged_no_owner,
    "never_expires": _Case.never_expires,
    "orphan": _Case.orphan,
}


def _doubt(tables: tuple[Table, ...], on: date, evidence_days: int) -> str:
    """Say why the accounts cannot speak for the day: from after it, or too long before."""
    tomorrow = days_after(on, 1)
    stale = ""
    for table in tables:
        latest: date | None = None
        for row in table.rows:
            for event in _EVENTS:
                day = row[event]
                if day is None or (latest is not None and day <= latest):
                    continue
                if day > tomorrow:
                    return (
                        f"{table.source} 第 {row['line']} 行的帳號「{row['account']}」"
                        f"有檢測日之後的紀錄（{format_roc(day)}），請確認檢測日與系統時間"
                    )
                latest = day
        if not stale and (latest is None or days_between(latest, on) > evidence_days):
            shown = format_roc(latest) if latest else "未知"
            stale = (
                f"{table.source} 的最新事件為 {shown}，距檢測日超過 {evidence_days} 日，請重新匯出"
            )
    return stale
