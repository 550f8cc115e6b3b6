"""Text in and out of OSCAL, whose titles and prose are Markdown and whose values are one line."""

import re
from collections.abc import Mapping

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufeff\ud800-\udfff]")
_MARKS = re.compile(r"[\\`*_\[\]<>~^]|\{(?=\{)|(?<=\{)\{|&(?=#?\w+;)")
_OPENING = re.compile(r"^(\d*)([#\-+=|.)])")
_MARKUP = re.compile(
    r"\\(?P<mark>[!-/:-@\[-`{-~])"
    r"|\{\{\s{0,9}(?:insert:\s{0,9}param,\s{0,9})?(?P<param>[\w.\-]{1,200})\s{0,9}\}\}"
    r"|!?\[(?P<text>[^\[\]\n]{0,500})\]\([^()\n]{0,500}\)"
    r"|\*\*"
)


def as_value(text: str) -> str:
    """Return a text as a property's value: one line, no space at either end."""
    lines = (line.strip(" ") for line in _BREAKS.split(_UNSEEN.sub("", text)))
    return " ".join(line for line in lines if line).strip()


def as_markup(text: str) -> str:
    r"""Return a text as Markdown that says it and nothing else.

    >>> as_markup("1. a_b\n<c>")
    '1\\. a\\_b \\<c\\>'
    """
    return _OPENING.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", as_value(text)))


def as_plain(markup: str, labels: Mapping[str, str] | None = None) -> str:
    r"""Return what Markdown says on one line; `labels` are those of the parameters it inserts.

    >>> as_plain("**Lock** after {{ insert: param, p1 }}\n[tries](#x)", {"p1": "three"})
    'Lock after three tries'
    """

    def said(found: re.Match[str]) -> str:
        if param := found["param"]:
            return (labels or {}).get(param, param)
        return found["mark"] or found["text"] or ""

    return as_value(_MARKUP.sub(said, markup))
