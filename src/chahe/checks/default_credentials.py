"""預設帳號：產品出廠的帳號名稱仍可使用，且未經核准

Every account that can be used is compared by its name, without its domain or host, with the names
products come with: the list the user supplies, and a few known to all
(`_algorithms/accounts/vendor_names.py`). Names only: no password is known and no log-in is tried.
One kind of exception:

    default     it has such a name, and no approval in force names who is responsible for it

Some such accounts (root, SYS) cannot be removed or renamed: those a firm keeps stand on the
register of privileged accounts, which shows that they are known, not that their password was
changed. What Windows runs as (`NT AUTHORITY\\SYSTEM`) has no password, and is not compared. An
account an entry may mean whose list cannot be told is insufficient. Evidence from after the day of
the test, or too old, is insufficient whatever it shows.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ..readers import Table
from ..workflow import Verdict
from ._algorithms.accounts.approvals import Approvals
from ._algorithms.accounts.asked import APPROVAL_DAYS, EVIDENCE_DAYS
from ._algorithms.accounts.state import doubt, plain, usable
from ._algorithms.accounts.vendor_names import KNOWN
from ._model import Result, Row, check

_WINDOWS_ITSELF = ("nt authority", "nt service")
_RULES = tuple(f"twse/mechanism@{edition}#8.3.g" for edition in ("2018-11-30", "before-2018-11-30"))


@check(
    rules=_RULES,
    only_refutes=_RULES,
    needs=("accounts",),
    may_use=("default_accounts", "privileged_register"),
    parameters=(APPROVAL_DAYS, EVIDENCE_DAYS),
    kinds={"default": "預設帳號仍可使用"},
)
def default_credentials(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every account that a product came with and that can still be used.

    >>> default_credentials.run({}, on=date(2026, 11, 21)).reason
    '缺少資料：帳號清單（accounts）'
    """
    accounts, days = tables["accounts"], parameters["approval_days"]
    tested = list(usable(accounts, on))
    approvals = Approvals(tables["privileged_register"], accounts)
    names = _names(tables["default_accounts"])
    left = [
        (table, row)
        for table, row in tested
        if plain(row["account"]) in names
        and row["account"].partition("\\")[0].casefold() not in _WINDOWS_ITSELF
        and not any(
            entry["owner"] for entry in approvals.in_force(row["account"], table.source, on, days)
        )
    ]
    unsure = [row for _, row in left if approvals.may_mean(row["account"])]
    rows = tuple(_found(left, names, approvals))
    late = doubt(accounts, on, parameters["evidence_days"]) or approvals.future(on)
    if late:
        return Result(Verdict.INSUFFICIENT, late, len(tested), rows)
    if rows:
        reason = f"{len(tested)} 個可使用的帳號，有 {len(rows)} 個是產品的預設帳號"
        return Result(Verdict.NONCONFORMING, reason, len(tested), rows)
    if unsure or not tested:
        reason = (
            f"有 {len(unsure)} 個預設帳號（{unsure[0]['account']} 等）對不到清冊的系統，"
            "帳號清單的檔名請含系統名稱"
            if unsure
            else "帳號都已停用，請確認匯出範圍"
        )
        return Result(Verdict.INSUFFICIENT, reason, len(tested))
    reason = f"共 {len(tested)} 個可使用的帳號，與 {len(names)} 個預設帳號名稱比對，沒有未經核准者"
    return Result(Verdict.CONFORMING, reason, len(tested))


def _names(lists: tuple[Table, ...]) -> dict[str, tuple[str, str]]:
    """Return product and source by name; a user's list does not hide what all know."""
    given = {
        plain(row["account"]): (row["product"], f"{table.source} 第 {row['line']} 行")
        for table in lists
        for row in table.rows
    }
    return {**given, **KNOWN}


def _found(
    left: list[tuple[Table, Row]], names: Mapping[str, tuple[str, str]], approvals: Approvals
) -> Iterator[Row]:
    for table, row in left:
        if not approvals.may_mean(row["account"]):
            product, said = names[plain(row["account"])]
            why = f"{product} 的預設帳號名稱（{said}），仍可使用，清冊上也沒有有效的核准"
            where = {"account": row["account"], "source": table.source, "line": row["line"]}
            yield {**where, "kind": "default", "why": why}
