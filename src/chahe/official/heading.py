"""The heading a rule opens with, told from its words."""

import re

from .attributes import Attributes, attributes_of, is_coded_heading
from .fold import CUT, canonical, joined, narrow
from .outline import Draft

_CLAUSE = re.compile(
    r"(?<!反)應(?!用|變)|得|須|宜|不得|包括|包含|如下|下列|以下|內容|為使|為了|是否|有下|者$|時$"
    r"|\b(shall|must|should|may|is|are)\b"
)
_HEADED = re.compile(r"([^：。，；？！（）]{2,30}(?:（[^（）]*）)?)：(.*)$", re.DOTALL)
_ENGLISH_HEADED = re.compile(r"([A-Z][^:.,;]{2,60}):\s*$")
_TWO_CODED = re.compile(
    r"([^()。]{1,40}\([^()]*CC\W?\d{5}[^()]*\))\s*([^()。]{2,40}\([^()]*CC\W?\d{5}[^()]*\))"
)
_LONGEST_NAME = 40
_LONGEST_HEAD = 90
_LINES_OF_A_HEADING = 4


def title_of_rule(draft: Draft, text: str, own: Attributes) -> str:
    """Return the heading of a rule, "" where it has none."""
    if draft.heading:
        return canonical(draft.heading)
    if two := two_headings(text):
        text, own = two[0], attributes_of(two[0])
    text, own = _heading_line(draft, text, own)
    if own.head is not None:
        head = canonical(own.head).strip("：。 ")
        clause = not own.code and _CLAUSE.search(head)
        if head and len(head) <= _LONGEST_HEAD and not clause:
            return head
    if (found := _HEADED.match(text)) and not _CLAUSE.search(found.group(1)):
        return found.group(1)
    if (found := _ENGLISH_HEADED.match(text)) and not _CLAUSE.search(found.group(1)):
        return found.group(1)
    names = len(text) <= _LONGEST_NAME and not re.search("[，。；：？！]|[:;,.]$", text)
    english = text.isascii() and (not text[:1].isupper() or _CLAUSE.search(text))
    return text if draft.children and names and not english else ""


def second_heading(draft: Draft) -> int | None:
    """Return where a point holds a second heading with a code: 資訊提供作業（CC-22010）."""
    written = [n for n, line in enumerate(draft.lines) if line.text.strip(CUT)]
    found = [n for n in written[1:] if is_coded_heading(draft.lines[n].text)]
    first = [n for n in written[:1] if "CC" in draft.lines[n].text]
    return found[-1] if found and first else None


def two_headings(text: str) -> tuple[str, str] | None:
    """Return two headings that each have a code, where a text is nothing but them.

    >>> two_headings("其他（CC-22000，半年查核）資訊提供（CC-22010）")[1]
    '資訊提供(CC-22010)'
    """
    found = _TWO_CODED.fullmatch(narrow(text).strip())
    return (found.group(1), found.group(2)) if found else None


def _heading_line(draft: Draft, text: str, own: Attributes) -> tuple[str, Attributes]:
    """Return the first lines alone where they are a heading with a code and text goes on below."""
    if not own.code:
        return text, own
    written = [line.text for line in draft.lines if line.text.strip(CUT)]
    for end in range(1, min(len(written), _LINES_OF_A_HEADING + 1)):
        heading = joined(written[:end])
        if is_coded_heading(heading):
            return heading, attributes_of(heading)
    return text, own
