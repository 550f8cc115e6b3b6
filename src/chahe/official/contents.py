"""Tables of contents: what is listed before the body, and is no rule although it has a number."""

import re
from collections.abc import Sequence

from .fold import squeezed

_HEAD = re.compile(r"目\s*[錄次]|(table of )?contents", re.IGNORECASE)
_LEADERS = ("...", "…", "‥", "···", "----", "____", ". . .")
_PAGE = "0123456789-–ivxIVX ()"
_LONGEST = 80
_MOST = 600


def contents_in(texts: Sequence[str]) -> frozenset[int]:
    """Return the places of lines that list contents.

    A line with leaders before a page's number is one; so is all that stands under 目錄, up to
    where its first entry comes again.
    """
    found = {n for n, text in enumerate(texts) if has_leaders(text)}
    for n, text in enumerate(texts):
        if len(text) <= _LONGEST and _HEAD.fullmatch(text.strip(" :：【】")):
            found |= {n, *range(n + 1, _end(texts, n + 1))}
    return frozenset(found)


def has_leaders(text: str) -> bool:
    """Say whether a line is drawn out to the number of a page.

    >>> has_leaders("1.總則 ......... 3"), has_leaders("等等…")
    (True, False)
    """
    drawn = text.rstrip(_PAGE)
    return drawn.endswith(_LEADERS) and any(c.isdigit() for c in text[len(drawn) :])


def _end(texts: Sequence[str], start: int) -> int:
    """Return where a list of contents ends: where its first entry stands again."""
    first = squeezed(texts[start].rstrip(_PAGE)) if start < len(texts) else ""
    for place in range(start + 1, min(start + _MOST, len(texts))):
        text = texts[place]
        if first and squeezed(text[:200]).startswith(first):
            return place
        if "。" in text or len(text) > _LONGEST:
            break
    return start
