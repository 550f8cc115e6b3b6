"""What this app's acts are called in the journal, and their group in its list."""

ACTS: dict[str, str] = {
    "drop.refused": "自動收件退回",
    "intake_key.made": "建立收件鑰匙",
    "intake_key.revoked": "撤銷收件鑰匙",
    "threshold.set": "設定檢測門檻",
    "threshold.reset": "恢復檢測門檻",
    "exemption.asked": "申請例外",
    "exemption.granted": "核准例外",
    "exemption.refused": "不核准例外",
}
NOUNS: dict[str, str] = {
    "exemption": "例外核准",
    "intake_key": "收件鑰匙",
    "threshold": "檢測門檻",
}
GROUP = (
    "exemptions",
    "例外核准、門檻與自動收件",
    ("exemption.", "threshold.", "drop.", "intake_key."),
)
