"""What this app's acts are called in the journal, and their group in its list."""

ACTS = {
    "engagement.opened": "委任會計師評估",
    "engagement.person_added": "加入委任人員",
    "engagement.person_changed": "變更委任期間",
    "engagement.person_removed": "終止委任人員",
    "engagement.cancelled": "終止委任",
    "engagement.correction_begun": "開始更正評估報告",
    "assessment.proposed": "提出評估報告",
    "assessment.signed": "簽證評估報告",
    "assessment.issued": "出具評估報告",
    "assessment.withdrawn": "撤回評估報告",
    "assessment.certified": "以憑證簽署評估報告",
    "trading_stop.noted": "登記停止交易",
    "trading_stop.resumed": "登記恢復交易",
    "reopening.asked": "申請例外恢復交易",
    "reopening.granted": "核准例外恢復交易",
    "reopening.refused": "不核准例外恢復交易",
}
NOUNS = {
    "assessment": "評估報告",
    "engagement": "會計師評估",
    "reopening": "例外恢復交易",
    "trading_stop": "停止交易",
}
GROUP = (
    "engagements",
    "會計師評估",
    tuple(dict.fromkeys(f"{act.partition('.')[0]}." for act in ACTS)),
)
