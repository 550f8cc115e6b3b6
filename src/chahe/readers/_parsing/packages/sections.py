"""The outputs of a command on several hosts in one text, each under a head with its host.

A head is as `tail` writes it, with the day the command ran, if that is known:

    ==> trd-web01 2026-11-20 <==

so that a loop over the hosts makes the whole:

    echo "==> $host $(date +%F) <=="; ssh $host LC_ALL=C apt list --upgradable
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ..._model import ReadError, Source
from ..text import lines, peek
from ..when import parse_day

_HEAD = re.compile(r"==> *(\S+)(?: +(\S+))? *<==")


@dataclass
class Section:
    """A host, the day, and what was printed: each line that is not blank, and its number."""

    host: str
    seen: date | None
    line: int
    printed: list[tuple[int, str]] = field(default_factory=list)


def sections(source: Source) -> Iterator[Section]:
    """Yield the sections of a text.

    :raises ReadError: for a text that does not begin with a head, or a head whose day cannot be
        read
    """
    section: Section | None = None
    for number, line in enumerate(lines(source), start=1):
        text = line.strip()
        if match := _HEAD.fullmatch(text):
            if section:
                yield section
            section = Section(match[1], _day(match[2] or "", number), number)
        elif text and section is None:
            raise ReadError(
                "不知道是哪一台主機的輸出，請在每台之前加一行「==> 主機名稱 2026-11-21 <==」",
                line=number,
            )
        elif text and section:
            section.printed.append((number, text))
    if section:
        yield section


def printed(head: bytes) -> list[str]:
    """Return the lines of a file's first bytes, for sniffing, without the heads of hosts."""
    texts = [line.strip() for line in peek(head).splitlines()]
    return [text for text in texts if text and not _HEAD.fullmatch(text)]


def _day(text: str, line: int) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        raise ReadError(f"看不懂日期「{text[:40]}」，請寫成 2026-11-21", line=line) from None
