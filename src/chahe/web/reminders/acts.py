"""What this app's acts are called in the journal, and their group in its list."""

ACTS: dict[str, str] = {}
NOUNS: dict[str, str] = {}
GROUP = ("reminders", "提醒", tuple(dict.fromkeys(f"{act.partition('.')[0]}." for act in ACTS)))
