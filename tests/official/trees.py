"""What tests ask of a parsed document."""

from collections import Counter

from chahe.official import OfficialText, parse_bytes
from chahe.official.fold import squeezed

NUMERALS = "0123456789一二三四五六七八九十甲壹abcdefghijklmnopqrstuvwxyz"  # may be restated


def parsed(text: str, name: str = "document.txt") -> OfficialText:
    return parse_bytes(text.encode(), name)


def texts(found: OfficialText, edition: int = 0) -> dict[str, str]:
    return {rule.path: rule.text for rule in found.editions[edition].rules}


def shape(found: OfficialText) -> list:
    """Return all of a tree that how it was printed must not change."""
    return [
        (r.path, r.code, r.title, r.text, r.cadence, r.applies_text, r.effective_text)
        for edition in found.editions
        for r in edition.rules
    ]


def everything(found: OfficialText) -> str:
    """Return all words that a parsed document kept, with the labels of its rules."""
    parts = [found.title, *found.reasons, *(line.text for line in found.unplaced)]
    for edition in found.editions:
        parts += [edition.label, *edition.marks]
        for rule in edition.rules:
            parts += [rule.label, rule.title, rule.text, rule.reason, *rule.sources]
            parts += rule.procedure
    return squeezed("".join(parts))


def lost(text: str, found: OfficialText) -> list[str]:
    """Return the lines whose words are nowhere in what was kept; labels may have been restated."""
    kept = everything(found)
    return [line for line in text.splitlines() if not _is_kept(line, kept)]


def gone(text: str, found: OfficialText) -> str:
    """Return the characters that are nowhere in what was kept, but for those of numbers."""
    missing = Counter(squeezed(text.replace("<br>", " "))) - Counter(everything(found))
    return "".join(c for c in missing if c not in NUMERALS)


def _is_kept(line: str, kept: str) -> bool:
    """Say whether a line's words were kept together, or those between its spaces apart."""
    return _stands(line, kept) or all(_stands(part, kept) for part in line.split())


def _stands(text: str, kept: str) -> bool:
    words = squeezed(text)
    starts = range(0, min(len(words), 9))
    return not words or any(words[start:] in kept for start in starts)
