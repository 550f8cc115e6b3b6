"""What this app's acts are called in the journal, and their group in its list."""

ACTS: dict[str, str] = {
    "reminder.made": "產生提醒",
    "reminder.mailed": "寄出提醒",
    "reminder.preference_changed": "變更收信方式",
    "reminder.schedule_changed": "變更提醒時程",
    "reminder.seen": "看過提醒",
}
NOUNS: dict[str, str] = {"reminder": "提醒"}
GROUP = ("reminders", "提醒", tuple(dict.fromkeys(f"{act.partition('.')[0]}." for act in ACTS)))
