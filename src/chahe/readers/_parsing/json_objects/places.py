"""Where in the text of a report the objects of its lists begin."""

import re

_MARK = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]')


def places(text: str, outer: str, inner: str) -> list[tuple[int, list[int]]]:
    """Return where each object of a list begins, and where those of a list in it do.

    The text is whole JSON. A name written with an escape is not found.

    >>> places('{"runs":[{"results":[{},{}]}]}', "runs", "results")
    [(9, [21, 24])]
    """
    found: list[tuple[int, list[int]]] = []
    inside: list[str] = []
    last = ""
    above, below = ["", f'"{outer}"'], ["", f'"{outer}"', "", f'"{inner}"']
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark == "{":
            if inside == above:
                found.append((match.start(), []))
            elif inside == below:
                found[-1][1].append(match.start())
            inside.append("")
        elif mark == "[":
            inside.append(last)
        elif mark in "}]":
            inside.pop()
        last = mark
    return found
