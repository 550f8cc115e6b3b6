"""虛擬通貨業務委外契約：應載事項條文

Each contract is one thing tested. Give those in force, whole, with their annexes
(`_algorithms/contracts/clauses.py` says what a whole text is). Kinds of exception:

    no_scope             no passage speaks of the work entrusted and its scope
    no_client_rights     no passage speaks of clients or personal data
    no_termination       no passage speaks of ending the contract
    no_authority_access  no passage names the authority or the exchange that may look into it
    no_notice            no passage asks for notice of anomalies, faults or incidents
    no_subcontracting    no passage speaks of entrusting the work to yet others

Never conforming: where every clause is found the evidence is insufficient, and the reason gives
each passage for a person to read. The rule holds for firms that deal in security tokens of their
own account and outsource.
"""

from collections.abc import Mapping
from datetime import date

from ..readers import Table
from ._algorithms.contracts.clauses import Clause, judge
from ._model import Result, check

_RULES = ("tpex/sto-assessment@undated#3.14.3",)
_AUTHORITIES = (
    *("主管機關", "金管會", "金融監督管理委員會", "證券期貨局", "證期局", "監理機關"),
    *("櫃買中心", "櫃檯買賣中心", "證券交易所", "證交所"),
)
_FAULTS = (
    *("異常", "缺失", "事故", "事件", "故障", "障礙", "中斷", "瑕疵", "外洩", "洩漏", "洩露"),
    *("侵害", "入侵", "攻擊", "破壞", "違反", "重大情事", "問題"),
)
_CLAUSES = {
    "no_scope": Clause(
        "委託範圍與權責", (("委託", "委外", "委任", "範圍", "工作項目", "服務內容", "服務項目"),)
    ),
    "no_client_rights": Clause(
        "客戶權益保障", (("客戶", "投資人", "個人資料", "個資", "使用者權益", "當事人"),)
    ),
    "no_termination": Clause("終止事由", (("終止", "解除", "解約", "中止"),)),
    "no_authority_access": Clause("主管機關與櫃買中心查閱檢查權", (_AUTHORITIES,)),
    "no_notice": Clause("重大異常立即通知", (("通知", "通報", "告知", "報告", "知會"), _FAULTS)),
    "no_subcontracting": Clause(
        "複委託限制",
        (
            (
                *("複委託", "複委任", "再委託", "轉委託", "再委任", "次委託", "轉包", "分包"),
                *("轉讓", "下包", "次承攬", "協力廠商", "第三人", "第三方", "他人", "移轉"),
            ),
        ),
    ),
}


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "no_scope": "沒有委託範圍",
        "no_client_rights": "沒有客戶權益保障",
        "no_termination": "沒有終止事由",
        "no_authority_access": "沒有主管機關檢查權",
        "no_notice": "沒有異常通知",
        "no_subcontracting": "沒有複委託限制",
    },
    needs=("contracts",),
)
def sto_outsourcing_clauses(
    tables: Mapping[str, tuple[Table, ...]], on: date, _parameters: Mapping[str, int]
) -> Result:
    """Name every contract that lacks one of the clauses.

    >>> sto_outsourcing_clauses.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    return judge(tables["contracts"], on, _CLAUSES)
