"""What this app's acts are called in the journal, and their group in its list."""

ACTS: dict[str, str] = {
    "head.stamped": "取得時戳",
    "report.signed": "簽署報告",
}
NOUNS: dict[str, str] = {"head": "樹頭"}
GROUP = (
    "signatures",
    "憑證簽章",
    tuple(dict.fromkeys(f"{act.partition('.')[0]}." for act in ACTS)),
)
