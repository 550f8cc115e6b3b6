"""What this app's acts are called in the journal, and their group in its list."""

ACTS: dict[str, str] = {
    "drop.refused": "自動收件退回",
    "exemption.asked": "申請例外",
    "exemption.granted": "核准例外",
    "exemption.refused": "不核准例外",
}
NOUNS: dict[str, str] = {"exemption": "例外核准"}
GROUP = ("exemptions", "例外核准與自動收件", ("exemption.", "drop."))
