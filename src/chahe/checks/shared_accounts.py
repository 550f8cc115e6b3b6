"""共用帳號：一個帳號多人使用、共用名稱未經核准、核准的共用帳號沒有指定一人負責

Every account that can be used is matched to those at work by employee id and by account name,
without its domain or host. Kinds of exception:

    several     it belongs to several people at work
    generic     its names say that many people use it, or it is called what no person is called
                (`_GENERIC`) and is not one person's; and no approval in force is for it
    unnamed     such an account is approved, but the register's owner is not one person at work

An approval is an entry of the register of privileged accounts
(`_algorithms/accounts/approvals.py`). It does not excuse `several`: the rule asks that there be no
shared accounts. Someone who left does not count, so that an account handed on is not shared. What
people really share by word of mouth no list shows. Evidence from after the day of the test, or
too old, is insufficient whatever it shows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ..readers import Table
from ..workflow import Verdict
from ._algorithms.accounts.approvals import Approvals
from ._algorithms.accounts.asked import APPROVAL_DAYS, EVIDENCE_DAYS
from ._algorithms.accounts.people import AtWork
from ._algorithms.accounts.state import doubt, plain, usable
from ._model import Result, Row, check

_RULES = ("twse/inspection-points@undated#9.3",)
_GENERIC = {
    *("admin", "administrator", "root", "operator", "oper", "user", "guest", "test", "demo"),
    *("temp", "trader", "sales", "counter", "kiosk", "reception", "office", "public", "share"),
    *("櫃台", "櫃檯", "值班", "工讀生", "實習生"),
}
_NUMBERING = "0123456789_.-"


@check(
    rules=_RULES,
    only_refutes=_RULES,
    needs=("accounts", "people"),
    may_use=("privileged_register",),
    parameters=(APPROVAL_DAYS, EVIDENCE_DAYS),
    kinds={"several": "多人共用", "generic": "共用名稱未經核准", "unnamed": "沒有指定一人負責"},
)
def shared_accounts(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every account that is not one person's.

    >>> shared_accounts.run({}, on=date(2026, 11, 21)).reason
    '缺少資料：帳號清單（accounts）、人員名冊（people）'
    """
    accounts = tables["accounts"]
    tested = list(usable(accounts, on))
    approvals = Approvals(tables["privileged_register"], accounts)
    case = _Case(approvals, AtWork(tables["people"], on), on, parameters["approval_days"])
    rows = tuple(
        {"account": row["account"], "source": table.source, "line": row["line"], **found}
        for table, row in tested
        for found in case.broken(row, table.source)
    )
    late = doubt(accounts, on, parameters["evidence_days"]) or approvals.future(on)
    if late:
        return Result(Verdict.INSUFFICIENT, late, len(tested), rows)
    if rows:
        reason = f"{len(tested)} 個可使用的帳號，有 {len(rows)} 個共用或沒有指定一人負責"
        return Result(Verdict.NONCONFORMING, reason, len(tested), rows)
    if case.unsure or not tested:
        reason = (
            f"有 {len(case.unsure)} 個共用名稱的帳號（{case.unsure[0]} 等）對不到清冊的系統，"
            "帳號清單的檔名請含系統名稱"
            if case.unsure
            else "帳號都已停用，請確認匯出範圍"
        )
        return Result(Verdict.INSUFFICIENT, reason, len(tested))
    reason = f"共 {len(tested)} 個可使用的帳號，未發現多人共用或未經核准的共用名稱"
    return Result(Verdict.CONFORMING, reason, len(tested))


@dataclass
class _Case:
    """What every account is tested against; `unsure` are those no list of the register places."""

    approvals: Approvals
    people: AtWork
    on: date
    days: int
    unsure: list[str] = field(default_factory=list)

    def broken(self, row: Row, source: str) -> Iterator[dict[str, str]]:
        holders = self.people.holders(row)
        if len(holders) > 1:
            names = "、".join(list(holders.values())[:3])
            yield {"kind": "several", "why": f"一個帳號對應在職的 {len(holders)} 人：{names}"}
            return
        sign = _sign(row, alone=len(holders) == 1)
        if not sign:
            return
        entries = self.approvals.in_force(row["account"], source, self.on, self.days)
        if not entries and self.approvals.may_mean(row["account"]):
            self.unsure.append(row["account"])
        elif not entries:
            yield {"kind": "generic", "why": f"{sign}，清冊上沒有有效的核准"}
        elif not any(len(self.people.called(entry["owner"])) == 1 for entry in entries):
            owner = entries[0]["owner"] or "空白"
            yield {"kind": "unnamed", "why": f"{sign}，負責人「{owner}」不是在職的一個人"}


def _sign(row: Row, *, alone: bool) -> str:
    """Say what shows that an account is no person's; "" if nothing does."""
    if hint := row["shared_hint"]:
        return f"名稱或說明含「{hint}」"
    name = plain(row["account"])
    generic = name in _GENERIC or name.rstrip(_NUMBERING) in _GENERIC
    return f"「{row['account']}」是共用名稱" if generic and not alone else ""
