"""Text that a page can show and XML accepts."""

import re

SHOWN_AS = "□"

# C0 and C1 controls but tab and line feed, surrogates, noncharacters, and the marks that reorder
# what is read (U+202A–202E, U+2066–2069), with which `gpj.exe` is made to look like a picture.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def printable(text: str) -> str:
    """Replace what cannot be printed by □, every line end by a line feed, a tab by a space."""
    return _UNPRINTABLE.sub(SHOWN_AS, _LINE_END.sub("\n", text).replace("\t", " "))
