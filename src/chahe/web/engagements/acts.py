"""What this app's acts are called in the journal, and their group in its list."""

ACTS: dict[str, str] = {}
NOUNS: dict[str, str] = {}
GROUP = (
    "engagements",
    "會計師評估",
    tuple(dict.fromkeys(f"{act.partition('.')[0]}." for act in ACTS)),
)
