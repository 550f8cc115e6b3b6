"""The figures every check of accounts and their approvals asks for."""

from ..._model import Parameter

APPROVAL_DAYS = Parameter(
    "approval_days",
    "沒有有效期限的核准，距檢測日的天數上限",
    366,
    "日",
    "本系統預設，依檢查重點每年查核一次",
)
EVIDENCE_DAYS = Parameter(
    "evidence_days",
    "帳號清單最新事件距檢測日的天數上限",
    31,
    "日",
    "本系統預設（lastLogonTimestamp 最多延遲 14 日）",
)
