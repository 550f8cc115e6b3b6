"""Print an edition as plain text that reads back as the same edition."""

from collections.abc import Iterator

from .model import EditionText, RuleText


def print_edition(edition: EditionText, *, title: str = "") -> str:
    """Return an edition as text: a rule a line, under its label, indented by its depth.

    A rule without a label is a paragraph of the article it stands under.
    """
    lines = [title, ""] if title else []
    lines += [line for rule in edition.rules for line in _lines(rule)]
    return "\n".join(lines) + "\n"


def _lines(rule: RuleText) -> Iterator[str]:
    indent = "  " * rule.path.count(".") if rule.label else ""
    if rule.label.startswith("第") and rule.title:
        yield f"{indent}{rule.label}（{rule.title}）"
        if rule.text:
            yield f"{indent}{rule.text}"
    else:
        yield f"{indent}{rule.label}{rule.text}"
