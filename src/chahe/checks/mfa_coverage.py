"""多因子驗證：由外部登入與特權的帳號都有第二因子

Every account that can be used and is in a group for log-on from outside (`_OUTSIDE`), or is
privileged, is looked for on the lists of registrations by its name without its domain. Kinds:

    missing       an account that logs on from outside has no second factor registered
    not_demanded  one that logs on from outside has one, but it is not demanded of it
    privileged    a privileged account has none, or it is not demanded of it

The rules ask for a second factor at a log-on from outside. That a privileged account without one
can log on from outside is not known from its groups, so that alone makes the evidence insufficient,
not the rule broken. A password, security questions and mail to reset a password are no second
factor; a method not known to be one or not (`_FACTORS`, `_NO_FACTORS`) is one where the console
says that the account is capable of it, else insufficient. What several registrations say of an
account is broken where all say so; where they differ it is insufficient. Accounts or registrations
from after the day of the test, or too old, are insufficient whatever they show. Where nothing is
broken the evidence still is if a list of registrations has no day, no account is in a group for
log-on from outside, or whether the factor is demanded is not said. A method that is said not to be
registered or in use (`_NOT_IN_USE`) is not known to be one. What devices and customers log
on with is not shown at all.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ..deadlines import days_between, format_roc
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.accounts.state import doubt, plain, usable
from ._model import Parameter, Result, Row, check

_RULES = ("twse/inspection-points@undated#7.5", "tpex/sto-assessment@undated#3.10.7")
_OUTSIDE = re.compile(
    r"vpn|remote.?(?:access|desktop|user|work)|遠端|遠距|外部連線|citrix"
    r"|(?<![a-z])(?:rdp|rds|vdi)(?![a-z])",
    re.I,
)
_KEPT_OUT = re.compile(r"deny|denied|block|禁|停用|(?<![a-z])no(?![a-z])", re.I)
_NO_FACTORS = re.compile(r"password|密碼|.*question.*|安全性問題|e-?mail|電子郵件", re.I)
_FACTORS = re.compile(
    r"authenticator|one.?time|otp|oath|fido|passkey|hello|phone|sms|token|certificate|smart.?card"
    r"|push|簡訊|手機|電話|權杖|憑證|晶片|指紋|臉部|人臉|生物|驗證器|金鑰|一次性密碼|動態密碼",
    re.I,
)

_NOT_IN_USE = re.compile(r"未|停用|移除|(?<![a-z])(?:not|disabled|pending|removed)(?![a-z])", re.I)


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "missing": "由外部登入而沒有第二因子",
        "not_demanded": "有第二因子而未強制",
        "privileged": "特權帳號沒有第二因子",
    },
    needs=("accounts", "mfa_registrations"),
    parameters=(
        Parameter(
            "evidence_days",
            "帳號與註冊清單距檢測日的天數上限",
            31,
            "日",
            "本系統預設（lastLogonTimestamp 最多延遲 14 日）",
        ),
    ),
)
def mfa_coverage(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every account that needs a second factor and has none.

    >>> mfa_coverage.run({}, on=date(2026, 11, 21)).reason
    '缺少資料：帳號清單（accounts）、多因子驗證註冊清單（mfa_registrations）'
    """
    accounts, lists = tables["accounts"], tables["mfa_registrations"]
    tested = [
        (table, row) for table, row in usable(accounts, on) if _outside(row) or row["privileged"]
    ]
    known: dict[str, list[Row]] = defaultdict(list)
    for table in lists:
        for row in table.rows:
            known[plain(row["account"])].append(row)
    rows = tuple(row for table, account in tested for row in _broken(table, account, known))
    days = parameters["evidence_days"]
    if late := doubt(accounts, on, days) or _untimely(lists, on, days):
        return Result(Verdict.INSUFFICIENT, late, len(tested), rows)
    if broken := [row for row in rows if row["kind"] != "privileged"]:
        reason = f"{len(tested)} 個應有第二因子的帳號中有 {len(broken)} 個由外部登入而不符"
        return Result(Verdict.NONCONFORMING, reason, len(tested), rows)
    if why := _untold(tested, known, rows) or _undated(lists):
        return Result(Verdict.INSUFFICIENT, why, len(tested), rows)
    reason = f"共 {len(tested)} 個由外部登入或特權的帳號，每個都有第二因子且強制使用"
    return Result(Verdict.CONFORMING, reason, len(tested))


def _outside(account: Row) -> list[str]:
    return [
        group
        for group in account["groups"]
        if _OUTSIDE.search(group) and not _KEPT_OUT.search(group)
    ]


def _broken(table: Table, account: Row, known: Mapping[str, list[Row]]) -> Iterator[Row]:
    kind, why = _lack(known.get(plain(account["account"]), []))
    if not kind:
        return
    groups = "、".join(_outside(account)[:3])
    yield {
        "account": account["account"],
        "source": table.source,
        "line": account["line"],
        "kind": kind if groups else "privileged",
        "why": f"{why}；{f'可由外部登入（群組 {groups}）' if groups else '是特權帳號'}",
    }


def _lack(found: list[Row]) -> tuple[str, str]:
    if not found:
        return "missing", "註冊清單上沒有這個帳號"
    if all(_has_factor(row) is False for row in found):
        return "missing", f"沒有註冊可用的第二因子（{_methods(found) or '未註冊'}）"
    if all(row["enforced"] is False for row in found):
        return "not_demanded", f"已註冊{_methods(found)}，但沒有強制使用"
    return "", ""


def _has_factor(row: Row) -> bool | None:
    """Say whether a registration has a second factor; None where its words are not known."""
    if row["capable"] is False:
        return False
    others = [each for each in row["methods"] if not _NO_FACTORS.fullmatch(each)]
    if any(_FACTORS.search(each) and not _NOT_IN_USE.search(each) for each in others):
        return True
    if row["capable"]:
        return True if others else None
    return None if others else False


def _methods(found: Iterable[Row]) -> str:
    return "、".join(dict.fromkeys(each for row in found for each in row["methods"]))[:60]


def _untimely(lists: tuple[Table, ...], on: date, days: int) -> str:
    """Say why lists of registrations cannot speak for the day, whatever they show."""
    for table in lists:
        told = [row[name] for row in table.rows for name in ("seen", "registered") if row[name]]
        if told and max(told) > on:
            shown = format_roc(max(told))
            return f"{table.source} 有檢測日之後的日期（{shown}），請確認檢測日與匯出時間"
        newest = max((row["seen"] for row in table.rows if row["seen"]), default=None)
        if newest and days_between(newest, on) > days:
            shown = format_roc(newest)
            return f"{table.source} 的資料日期是{shown}，早於檢測日超過 {days} 日，請重新匯出"
    return ""


def _undated(lists: tuple[Table, ...]) -> str:
    for table in lists:
        if not any(row["seen"] for row in table.rows):
            return f"{table.source} 沒有資料日期，無法判斷註冊情形是不是現況"
    return ""


def _untold(
    tested: list[tuple[Table, Row]], known: Mapping[str, list[Row]], rows: tuple[Row, ...]
) -> str:
    """Say why the lists cannot show that all who need a factor use it; "" if they can."""
    if rows:
        some = f"{len(rows)} 個特權帳號沒有強制使用的第二因子（{rows[0]['account']} 等）"
        return f"{some}，若可由外部登入即為不符；請確認其登入途徑"
    if not any(_outside(account) for _, account in tested):
        return "帳號清單裡沒有由外部登入的群組（VPN、遠端），請確認匯出的群組欄與遠端連線名單"
    for _, account in tested:
        found = known[plain(account["account"])]
        factors = {_has_factor(row) for row in found}
        if None in factors:
            words = _methods(found) or "（空白）"
            return f"{account['account']} 的驗證方式「{words}」無法判斷是不是第二因子"
        if False in factors:
            return f"各註冊清單對 {account['account']} 有沒有第二因子說法不一，請確認以哪一個為準"
        if {row["enforced"] for row in found} != {True}:
            return f"{account['account']} 已註冊第二因子，但清單沒有都寫登入時強制"
    return ""
