"""Names in the DNS: what may be one, and how it is written and shown.

Sources: RFC 1035 §2.3.4 (lengths), RFC 5890 §2.3.2.1 (A-labels), RFC 3492 (Punycode).
"""

import re
import unicodedata

_LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
_PLAUSIBLE = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,59}})")
_ACE = "xn--"
_LONGEST = 253


def parse_domain(text: str) -> tuple[str, str] | None:
    """Return a name as registered and as shown to people, both in lower case; None if it is none.

    A trailing dot and a certificate's wildcard are dropped.

    >>> parse_domain("*.XN--KPRW13D.tw."), parse_domain("no dot")
    (('xn--kprw13d.tw', '台湾.tw'), None)
    """
    name = text.strip().lower().removesuffix(".").removeprefix("*.")
    if len(name) <= _LONGEST and not name.isascii():
        name = _to_ascii(name)
    if len(name) > _LONGEST or not _PLAUSIBLE.fullmatch(name):
        return None
    if _ACE not in name:
        return name, name
    shown = _to_unicode(name)
    return (name, shown) if shown else None


def _to_ascii(name: str) -> str:
    """Return a name with its U-labels encoded, "" if a label claims to be both."""
    labels = unicodedata.normalize("NFKC", name).lower().replace("。", ".").split(".")
    if any(label.startswith(_ACE) and not label.isascii() for label in labels):
        return ""
    return ".".join(
        label if label.isascii() else _ACE + label.encode("punycode").decode("ascii")
        for label in labels
    )


def _to_unicode(name: str) -> str:
    """Return a name with its A-labels decoded, "" if one holds no letters that can be shown."""
    shown = []
    for label in name.split("."):
        if not label.startswith(_ACE):
            shown.append(label)
            continue
        try:
            decoded = label.removeprefix(_ACE).encode("ascii").decode("punycode")
        except UnicodeError:
            return ""
        if not decoded or "." in decoded or not decoded.isprintable():
            return ""
        shown.append(decoded)
    return ".".join(shown)
