"""Print an edition as plain text that reads back as the same edition."""

from collections.abc import Iterator

from .model import EditionText, RuleText

_STYLES = {"1": "{}.", "11": "({})", "a": "{}.", "aa": "({})"}


def print_edition(edition: EditionText, *, title: str = "") -> str:
    """Return an edition as text: a rule a line, under its label, indented by its depth."""
    lines = [title, ""] if title else []
    lines += [line for rule in edition.rules for line in _lines(rule)]
    return "\n".join(lines) + "\n"


def _lines(rule: RuleText) -> Iterator[str]:
    depth = rule.path.count(".")
    label = rule.label or (_label(rule.path) if not _is_paragraph(rule) else "")
    heading = f"（{rule.title}）" if label.startswith("第") and rule.title else ""
    indent = "" if _is_paragraph(rule) else "  " * depth
    if heading:
        yield f"{indent}{label}{heading}"
    if rule.text or not heading:
        yield f"{indent}{'' if heading else label}{rule.text}"


def _is_paragraph(rule: RuleText) -> bool:
    """A paragraph of an article has no label of its own."""
    return not rule.label and "." in rule.path


def _label(path: str) -> str:
    *above, part = path.split(".")
    style = ("1" if part[0].isdigit() else "a") if not above else _kind(above[-1], part)
    return _STYLES[style].format(part)


def _kind(above: str, part: str) -> str:
    if part[0].isdigit():
        return "11"
    return "aa" if above[0].isalpha() else "a"
