"""What a test of a kind asks: the tree in lines, what its rules say of themselves, nothing lost."""

from tests.official.trees import lost, parsed

from chahe.official import OfficialText


def read(text: str, name: str = "document.txt") -> OfficialText:
    """Parse a document, of which no words may be lost."""
    found = parsed(text, name)
    assert lost(text.replace("<br>", " "), found) == []
    return found


def outline(found: OfficialText, edition: int = 0) -> list[str]:
    """Return the rules as `path text`; a rule without text of its own shows its title."""
    return [
        f"{rule.path} {rule.text or '<' + rule.title + '>'}".strip()
        for rule in found.editions[edition].rules
    ]


def paths(found: OfficialText, edition: int = 0) -> str:
    return " ".join(rule.path for rule in found.editions[edition].rules)


def said(found: OfficialText, what: str, edition: int = 0) -> dict[str, object]:
    """Return what rules say of themselves, where they say it: title, code, cadence and so on."""
    told = {rule.path: getattr(rule, what) for rule in found.editions[edition].rules}
    return {
        path: " ".join(value) if isinstance(value, tuple) else value
        for path, value in told.items()
        if value
    }


def day(found: OfficialText) -> str:
    return str(found.editions[0].date)
