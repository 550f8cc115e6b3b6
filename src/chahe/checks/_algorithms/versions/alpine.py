"""The order of versions of Alpine packages (apk-package(5); version.c of apk-tools 3).

A number after the first that begins with 0 is compared as text, as a fraction is; apk-tools 2 did
so differently where such numbers are not equally long.
"""

import re

_VERSION = re.compile(
    r"(\d+)((?:\.\d+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*)"
    r"(?:~([0-9a-f]+))?(?:-r(\d+))?",
    re.ASCII,
)
_SUFFIX = re.compile(r"_(alpha|beta|pre|rc|cvs|svn|git|hg|p)(\d*)", re.ASCII)
_BEFORE, _AFTER = ("alpha", "beta", "pre", "rc"), ("cvs", "svn", "git", "hg", "p")
_PRE, _END, _REVISION, _HASH, _SUFFIX_NUMBER, _POST, _LETTER, _DIGITS = range(8)

Token = tuple[int, int, str]


def key(version: str) -> tuple[Token, ...]:
    """Return what sorts as the version does.

    >>> key("1.2_rc1") < key("1.2") < key("1.2-r1") < key("1.2_p1") < key("1.2a") < key("1.2.1")
    True

    :raises ValueError: if it is no version
    """
    found = _VERSION.fullmatch(version.strip())
    if not found:
        raise ValueError(version)
    tokens = [(_DIGITS, int(found[1]), "")]
    tokens += map(_number, found[2].split(".")[1:])
    if found[3]:
        tokens.append((_LETTER, 0, found[3]))
    for suffix, number in _SUFFIX.findall(found[4]):
        tokens.append(_suffix(suffix))
        if number:
            tokens.append((_SUFFIX_NUMBER, int(number), ""))
    if found[5]:
        tokens.append((_HASH, 0, found[5]))
    if found[6]:
        tokens.append((_REVISION, int(found[6]), ""))
    return *tokens, (_END, 0, "")


def _number(text: str) -> Token:
    return (_DIGITS, -1, text) if text[0] == "0" else (_DIGITS, int(text), "")


def _suffix(text: str) -> Token:
    if text in _BEFORE:
        return _PRE, _BEFORE.index(text), ""
    return _POST, _AFTER.index(text), ""
