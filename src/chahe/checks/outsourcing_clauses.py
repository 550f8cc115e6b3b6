"""委外契約：資訊安全協定與資安稽核權條文

Each contract is one thing tested. Give those in force, whole, with their annexes
(`_algorithms/contracts/clauses.py` says what a whole text is). Kinds of exception:

    no_security_terms    no passage speaks of information security
    no_audit_right       no passage speaks of audits, inspections or reviews

Never conforming: where every clause is found the evidence is insufficient, and the reason gives
each passage for a person to read. Neither whether every outsourced work has a contract nor
whether it is in force is seen here. Clauses no rule names (secrecy, service level, return of data,
liability) are left to a person.
"""

from collections.abc import Mapping
from datetime import date

from ..readers import Table
from ._algorithms.contracts.clauses import Clause, judge
from ._model import Result, check

_RULES = (
    "twse/mechanism@2018-11-30#9.4",
    "twse/mechanism@before-2018-11-30#9.4",
    "twse/inspection-points@undated#10.1",
)
_CLAUSES = {
    "no_security_terms": Clause(
        "資訊安全協定",
        (
            (
                *("資訊安全", "資通安全", "資安", "網路安全", "系統安全", "資料安全", "通訊安全"),
                *("安全管理", "安全控管", "安全維護", "安全規範", "安全要求", "安全措施", "27001"),
                *("安全防護", "安全政策", "安全管制", "安全機制", "安全性", "安全檢測", "安全標準"),
                *("電腦安全", "軟體安全", "程式安全", "網站安全", "資訊保護", "之安全"),
                *("的安全", "防護", "弱點", "漏洞", "isms", "security"),
            ),
        ),
    ),
    "no_audit_right": Clause(
        "資安稽核權",
        (
            (
                *("稽核", "查核", "檢查", "查驗", "稽查", "抽查", "抽核", "訪查", "查閱", "查察"),
                *("審查", "檢核", "實地", "調閱", "核查", "訪視", "查訪", "評鑑", "查帳"),
                *("audit", "inspect"),
            ),
        ),
    ),
}


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "no_security_terms": "沒有資訊安全協定",
        "no_audit_right": "沒有資安稽核權",
    },
    needs=("contracts",),
)
def outsourcing_clauses(
    tables: Mapping[str, tuple[Table, ...]], on: date, _parameters: Mapping[str, int]
) -> Result:
    """Name every contract that lacks one of the clauses.

    >>> outsourcing_clauses.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    return judge(tables["contracts"], on, _CLAUSES)
