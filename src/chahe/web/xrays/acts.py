"""What this app's acts are called in the journal, and their group in its list."""

ACTS = {
    "scan.asked": "要求矛盾檢視",
    "scan.finished": "矛盾檢視完成",
}
NOUNS = {"scan": "矛盾檢視"}
GROUP = ("xrays", "矛盾檢視", tuple(dict.fromkeys(f"{act.partition('.')[0]}." for act in ACTS)))
