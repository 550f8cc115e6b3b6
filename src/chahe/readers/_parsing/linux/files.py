"""Files that `tail -n +1` wrote one after another, and the lines of PAM and key = value in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..._model import ReadError

_HEAD = re.compile(r"==> (/\S+) <==")
_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,252}")
_PAM = re.compile(r"-?(auth|account|password|session)\s+(\[[^\]]*\]|\S+)\s+(\S+)\s*(.*)")

Line = tuple[int, str]


@dataclass
class Files:
    """The lines of each file by its path, without comments, and what was said of others."""

    host: str = ""
    missing: list[str] = field(default_factory=list)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Module:
    """A line of a PAM stack; `arguments` have "" as value where none is given."""

    line: int
    control: str
    name: str
    arguments: dict[str, str]


def read_files(lines: Iterable[str]) -> Files:
    """Part a text into files.

    :raises ReadError: for a file that is there twice
    """
    files, path = Files(), ""
    for number, raw in enumerate(lines, 1):
        text = raw.strip()
        if match := _HEAD.fullmatch(text):
            path = match[1]
            if path in files.heads:
                raise ReadError(f"{path} 出現兩次，請每台主機各存一個檔案", line=number)
            files.heads[path], files.lines[path] = number, []
        elif text.startswith("tail: "):
            files.missing.append(text.partition("'")[2].partition("'")[0] or text[:80])
        elif not path or path == "/etc/hostname":
            if not files.host and _HOST.fullmatch(text):
                files.host = text
        elif text and not text.startswith("#"):
            files.lines[path].append((number, text))
    return files


def settings(lines: Iterable[Line]) -> dict[str, tuple[int, str]]:
    """Return name: (line, value) of `name = value`, `name value` or `name`; the last one counts."""
    found = {}
    for number, text in lines:
        words = text.partition("#")[0].replace("=", " ", 1).split(None, 1)
        if words:
            found[words[0]] = (number, words[1].strip() if len(words) > 1 else "")
    return found


def modules(lines: Iterable[Line], stack: str) -> Iterator[Module]:
    """Yield the modules of one stack of a PAM file, and what it includes.

    `@include file` is a module "include" with the control "include".

    :raises ReadError: for a line that is none of PAM's
    """
    for number, text in _joined(lines):
        if text.startswith("@include"):
            yield Module(number, "include", text.split()[-1], {})
            continue
        match = _PAM.fullmatch(text.partition(" #")[0].strip())
        if match is None:
            raise ReadError(f"看不懂 PAM 設定「{text[:40]}」，請重新匯出", line=number)
        if match[1] == stack:
            given = dict(each.partition("=")[::2] for each in match[4].split())
            yield Module(number, match[2], match[3].rpartition("/")[2], given)


def _joined(lines: Iterable[Line]) -> Iterator[Line]:
    begun, parts = 0, []
    for number, text in lines:
        begun = begun or number
        parts.append(text.removesuffix("\\"))
        if not text.endswith("\\"):
            yield begun, " ".join(parts)
            begun, parts = 0, []
    if parts:
        yield begun, " ".join(parts)
