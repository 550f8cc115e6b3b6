"""Names of files as people sent them: shown and searched, never opened."""

import re
import unicodedata

LONGEST = 200  # characters
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, bidi marks, halves of characters


def clean_name(name: str) -> str:
    r"""Return the last part of a name, without what hides, misleads or cannot be stored.

    >>> clean_name("C:\\稽核\\../帳號.csv"), clean_name("報告\u202efdp.exe"), clean_name("con.txt")
    ('帳號.csv', '報告fdp.exe', '_con.txt')
    >>> clean_name("../.."), clean_name(""), len(clean_name("長" * 300 + ".pdf"))
    ('未命名', '未命名', 200)
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(" " if char.isspace() else char for char in last)
    seen = "".join(char for char in seen if unicodedata.category(char) not in _UNSEEN)
    kept = _FORBIDDEN.sub("_", seen).strip(" .") or "未命名"
    if _RESERVED.fullmatch(kept):
        kept = f"_{kept}"
    return _shorten(kept)


def extension_of(name: str) -> str:
    """Return a name's extension in lower case, with its dot; "" if it has none."""
    stem, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot and stem and last else ""


def _shorten(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    extension = extension_of(name)[:20]
    return name[: LONGEST - len(extension)] + extension
