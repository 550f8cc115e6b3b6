"""What this app's acts are called in the journal, and their group in its list."""

ACTS = {
    "adjustment.asked": "申請調整排程",
    "adjustment.granted": "核准調整排程",
    "adjustment.refused": "不核准調整排程",
    "event.noted": "登記事件",
    "feed.made": "建立行事曆訂閱",
    "feed.revoked": "撤銷行事曆訂閱",
    "plan.changed": "重新安排年度",
    "plan.made": "安排年度",
    "plan_item.begun": "開始排程項目",
    "planning_run.asked": "全市場安排年度",
    "working_days.added": "匯入辦公日曆",
}
NOUNS = {
    "adjustment": "排程調整",
    "event": "事件",
    "feed": "行事曆訂閱",
    "plan": "年度計畫",
    "plan_item": "排程項目",
    "planning_run": "全市場安排",
    "working_days": "辦公日曆",
}
GROUP = ("calendar", "查核計畫", tuple(dict.fromkeys(f"{act.partition('.')[0]}." for act in ACTS)))
