"""Globs over paths: `*` and `?` stay inside one folder, `**` goes through any number of them.

A glob that ends in "/" means that folder and all below it. Letters are told apart by case. A name
that is written as it is counts too: `[id].html` covers the file of that name.
"""

import re
from fnmatch import translate
from functools import lru_cache


def matches(glob: str, path: str) -> bool:
    """Say whether a glob covers a whole path; time grows with the product of their folders.

    >>> matches("web/*.js", "web/a.js"), matches("web/*.js", "web/old/a.js")
    (True, False)
    >>> matches("web/", "web/old/a.js"), matches("**/*.js", "a.js")
    (True, True)
    """
    parts = _parts(glob)
    reached = _skipped({0}, parts)
    for name in path.split("/"):
        onward = {at for at in reached if at < len(parts) and parts[at] is None}
        onward |= {
            at + 1 for at in reached if at < len(parts) and (part := parts[at]) and part.match(name)
        }
        reached = _skipped(onward, parts)
        if not reached:
            return False
    return len(parts) in reached


@lru_cache(maxsize=4096)
def _parts(glob: str) -> tuple[re.Pattern[str] | None, ...]:
    """Return a pattern for each folder of a glob, None for `**`."""
    whole = f"{glob}**" if glob.endswith("/") else glob
    return tuple(
        None if part == "**" else re.compile(rf"{translate(part)}|{re.escape(part)}\Z")
        for part in whole.split("/")
    )


def _skipped(reached: set[int], parts: tuple[re.Pattern[str] | None, ...]) -> set[int]:
    """Add what is reached where `**` stands for no folder at all."""
    for at, part in enumerate(parts):
        if at in reached and part is None:
            reached.add(at + 1)
    return reached
