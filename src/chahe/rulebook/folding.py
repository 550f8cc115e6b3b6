"""When two printings of a text are the same text: spaces, width, brackets and dashes aside."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_STYLES = str.maketrans(
    {
        **dict.fromkeys("「『“”„‟﹁﹃", '"'),
        **dict.fromkeys("」』﹂﹄", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("〔【〖〘[{", "("),
        **dict.fromkeys("〕】〗〙]}", ")"),
        **dict.fromkeys("‐‑‒–—―−⸺⸻─━", "-"),
        **dict.fromkeys("〜∼", "~"),
        **dict.fromkeys("·‧•∙⋅", "."),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad"),
    }
)


def fold(text: str) -> str:
    """Return what is left when only the printing is taken away; equal for the same text.

    >>> fold("（CC–17010，每月　查核）") == fold("(CC-17010,每月查核)")
    True
    """
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).translate(_STYLES))
