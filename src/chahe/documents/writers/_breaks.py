"""Places where a long word may break: digests and file names hold no spaces."""

import re

BREAK = "\u200b"  # zero-width space
GROUP = 4
_WORD = re.compile(r"[!-~\u00a1-\u024f]+")
_AFTER = re.compile(r"(?<=[-_./\\@:=&?,;])")


def breakable(text: str, room: int) -> str:
    """Let words longer than `room` characters break, after a mark if that is enough.

    >>> breakable("fw01_running.conf", 8).split(BREAK)
    ['fw01_', 'running.', 'conf']
    """
    return _WORD.sub(lambda word: _broken(word[0], room), text)


def _broken(word: str, room: int) -> str:
    if len(word) <= room:
        return word
    pieces = [piece for piece in _AFTER.split(word) if piece]
    return BREAK.join(
        piece if len(piece) <= room else BREAK.join(_groups(piece, min(GROUP, room)))
        for piece in pieces
    )


def _groups(piece: str, size: int) -> list[str]:
    return [piece[start : start + size] for start in range(0, len(piece), size)]
