"""Words that came with a file, made safe to print."""

import unicodedata

_INVISIBLE = {"Cc", "Cf", "Cs"}


def visible(text: str) -> str:
    """Replace what could rewrite a terminal or hide in it."""
    return "".join("�" if unicodedata.category(each) in _INVISIBLE else each for each in text)
