"""Chinese as words between spaces, for an index that knows no other: two characters at a time.

SQLite's FTS5 and PostgreSQL's `simple` configuration split text at spaces, so a run of Chinese
would be one long word. `bigrams` writes 稽核紀錄 as `稽核 核紀 紀錄 錄`: every pair in order, then
the last character alone. Where a run and a word of letters or digits touch, their joint is a
word too: 107年度 is `107 107年 年度 度`. What is asked for is a row of such words, and stands in
the text if they follow each other in it: the lone last character keeps the pairs of two runs
from touching, so that nothing is found that crosses a comma.
"""

import re
import unicodedata

LONGEST = 100  # characters of a word that is not Chinese; no query is longer
_HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHUNK = re.compile(r"[^\W_]+")
_UNIT = re.compile(rf"[{_HAN}]+|[^{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def chunks(text: str) -> list[list[str]]:
    """Return what touches, as runs of Chinese and words between them; width and case aside.

    >>> chunks("ＣＣ－17010：107年度稽核")
    [['cc'], ['17010'], ['107', '年度稽核']]
    """
    plain = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold()
    return [[_cut(unit) for unit in _UNIT.findall(chunk)] for chunk in _CHUNK.findall(plain)]


def is_han(unit: str) -> bool:
    return bool(_IS_HAN.match(unit))


def bigrams(text: str) -> str:
    """Write a text as words between spaces.

    >>> bigrams("保存Log紀錄、密")
    '保存 存 存log log log紀 紀錄 錄 密'
    """
    return " ".join(word for chunk in chunks(text) for word in words_of(chunk))


def words_of(chunk: list[str]) -> list[str]:
    """Return the words a text says where it has a chunk, and nothing touches it."""
    words: list[str] = []
    for place, unit in enumerate(chunk):
        if place:
            words.append(_end(chunk[place - 1]) + (unit[0] if is_han(unit) else unit))
        words += _pairs(unit) if is_han(unit) else [unit]
    return words


def asked_for(chunk: list[str]) -> tuple[list[str], bool]:
    """Return the words that follow each other wherever a text has a chunk, whatever touches it.

    The last one may be the beginning of a word when the second is true: what is a word of its own
    in the text may not be typed out yet, and a lone character begins a pair.

    >>> asked_for(["107", "年"]), asked_for(["年度"]), asked_for(["年"])
    ((['107年'], False), (['年度'], False), (['年'], True))
    """
    words = words_of(chunk)
    last = chunk[-1]
    if len(chunk) > 1:
        starts = 0 if is_han(chunk[0]) and len(chunk[0]) > 1 else 1
        return words[starts:-1], not is_han(last)
    if is_han(last):
        return (words, True) if len(last) == 1 else (words[:-1], False)
    return words, len(last) > 1


def _pairs(run: str) -> list[str]:
    return [*(run[place : place + 2] for place in range(len(run) - 1)), run[-1]]


def _end(unit: str) -> str:
    return unit[-1] if is_han(unit) else unit


def _cut(unit: str) -> str:
    return unit if is_han(unit) else unit[:LONGEST]
