"""The grammar of a FortiOS configuration: config, edit, set, unset, next, end.

A backup is complete only if every `config` met its `end` and every `edit` its `next`, so a file
that was cut is never read as a shorter one. The one exception is FortiOS's own: `end` closes the
`edit` of a VDOM as well. What a recorded session has before the first statement, and its prompts
between statements, are passed over; `''` is how `show full-configuration` writes what is empty.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..._model import ReadError

GLOBAL, ROOT = "", "root"
_MAX_VALUE = 1024 * 1024
_MAX_DEPTH = 32
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)', re.S)
_QUOTE = re.compile(r'\\.|(")', re.S)
_ESCAPE = re.compile(r"\\(.)", re.S)
_PROMPT = re.compile(r"\S{1,64} (?:\([^()]{1,64}\) )?[#$](?: .*)?")
_NOTHING = "''"


@dataclass(slots=True)
class Entry:
    """An `edit`: `parent` is the name of the entry it is nested in, values are as written."""

    vdom: str
    path: str
    parent: str
    name: str
    line: int
    values: dict[str, str] = field(default_factory=dict)

    def words(self, name: str) -> tuple[str, ...]:
        raw = self.values.get(name)
        return tuple(filter(None, split(raw))) if raw else ()

    def text(self, name: str, default: str = "") -> str:
        return " ".join(self.words(name)) or default

    def on(self, name: str) -> bool:
        return self.values.get(name) == "enable"


@dataclass(slots=True)
class Configuration:
    """Entries by VDOM (`GLOBAL` for `config global`) and path (`firewall vip/realservers`)."""

    sections: defaultdict[tuple[str, str], list[Entry]] = field(
        default_factory=lambda: defaultdict(list)
    )
    vdoms: dict[str, bool] = field(default_factory=dict)
    lines: int = 0

    def entries(self, vdom: str, path: str) -> list[Entry]:
        """Return what a VDOM sees of a section: the shared entries, then its own."""
        own = self.sections.get((vdom, path), [])
        return self.sections.get((GLOBAL, path), []) + own if vdom != GLOBAL else own

    def holders(self, path: str) -> list[str]:
        """Name the VDOMs that have entries of a section, in the order of the file."""
        return [vdom for (vdom, held), entries in self.sections.items() if held == path and entries]


@dataclass(slots=True)
class _Frame:
    path: str
    line: int
    entry: Entry | None = None
    is_edit: bool = False


def split(raw: str) -> tuple[str, ...]:
    r"""Split a value into words, undoing quotes and their escapes.

    >>> split(r'"a b" c "say \"hi\""'), split("''")
    (('a b', 'c', 'say "hi"'), ('',))
    """
    if '"' not in raw:
        return tuple("" if word == _NOTHING else word for word in raw.split())
    words = (
        match[1] if match[1] is not None else "" if match[2] == _NOTHING else match[2]
        for match in _WORD.finditer(raw)
    )
    return tuple(_ESCAPE.sub(r"\1", word) if "\\" in word else word for word in words)


def parse(text: Iterator[str]) -> Configuration:
    """Read a whole configuration.

    :raises ReadError: naming the line, if it is cut short or is not this grammar
    """
    parser = _Parser()
    line = 0
    for line, statement in _statements(text):
        parser.take(line, statement)
    parser.finish(line)
    return parser.configuration


class _Parser:
    def __init__(self) -> None:
        self.configuration = Configuration()
        self._stack: list[_Frame] = []
        self._vdom = ROOT
        self._begun = False
        self._strange: tuple[int, str] | None = None
        self._verbs = {
            "config": self._config,
            "edit": self._edit,
            "set": self._set,
            "unset": self._unset,
            "next": self._next,
            "end": self._end,
        }

    def take(self, line: int, statement: str) -> None:
        verb, _, rest = statement.partition(" ")
        act = self._verbs.get(verb)
        if act is None:
            self._pass_over(line, statement)
            return
        self._begun = True
        act(line, rest.strip())

    def _pass_over(self, line: int, statement: str) -> None:
        if statement.startswith("--More--"):
            raise ReadError(
                "含有分頁的「More」，請先下 config system console、set output standard"
                "再重新匯出，或由管理介面下載備份",
                line=line,
            )
        self._strange = self._strange or (line, statement)
        if self._begun and (self._stack or not _PROMPT.fullmatch(statement)):
            raise _strange(line, statement)

    def finish(self, line: int) -> None:
        self.configuration.lines = line
        if self._strange and not self._begun:
            raise _strange(*self._strange)
        if self._stack:
            frame = self._stack[-1]
            raise _cut_short(line, f"第 {frame.line} 行的「{_describe(frame)}」沒有結束")
        unfilled = [vdom for vdom, filled in self.configuration.vdoms.items() if not filled]
        if unfilled:
            raise _cut_short(line, f"缺少 VDOM「{unfilled[0]}」的設定")

    def _config(self, line: int, rest: str) -> None:
        parent = self._stack[-1] if self._stack else None
        if not rest or len(self._stack) >= _MAX_DEPTH:
            raise ReadError("config 的巢狀結構有誤，請重新匯出完整備份", line=line)
        path = " ".join(rest.split())
        if parent is None:
            self._vdom = GLOBAL if path in ("global", "vdom") else ROOT
        elif parent.path == "vdom":
            if not parent.is_edit:
                raise ReadError("VDOM 缺少 edit，請重新匯出完整備份", line=line)
            self.configuration.vdoms[self._vdom] = True
        elif parent.path != "global":
            path = f"{parent.path}/{path}"
        self._stack.append(_Frame(path, line, parent.entry if parent else None))

    def _edit(self, line: int, rest: str) -> None:
        words = split(rest)
        frame = self._stack[-1] if self._stack else None
        if frame is None or frame.is_edit or len(words) != 1:
            raise ReadError("edit 前缺少 config 或 next，請重新匯出完整備份", line=line)
        if frame.path == "vdom":
            self._vdom = words[0]
            self.configuration.vdoms.setdefault(words[0], False)
            self._stack.append(_Frame("vdom", line, None, is_edit=True))
            return
        parent = frame.entry.name if frame.entry else ""
        entry = Entry(self._vdom, frame.path, parent, words[0], line)
        self.configuration.sections[(self._vdom, frame.path)].append(entry)
        self._stack.append(_Frame(frame.path, line, entry, is_edit=True))

    def _set(self, line: int, rest: str) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame is None or not rest:
            raise ReadError("set 不在任何 config 之內，請重新匯出完整備份", line=line)
        if frame.is_edit and frame.entry:
            name, _, value = rest.partition(" ")
            frame.entry.values[name] = value.strip()

    def _unset(self, line: int, rest: str) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame is None or not rest:
            raise ReadError("unset 不在任何 config 之內，請重新匯出完整備份", line=line)
        if frame.is_edit and frame.entry:
            frame.entry.values.pop(rest, None)

    def _next(self, line: int, rest: str) -> None:
        if rest or not self._stack or not self._stack[-1].is_edit:
            raise ReadError("next 前缺少 edit，請重新匯出完整備份", line=line)
        self._stack.pop()

    def _end(self, line: int, rest: str) -> None:
        if rest or not self._stack:
            raise ReadError("end 前缺少 config，請重新匯出完整備份", line=line)
        if self._stack[-1].is_edit:
            if self._stack[-1].path != "vdom":
                raise ReadError("end 前缺少 next，請重新匯出完整備份", line=line)
            self._stack.pop()
        self._stack.pop()


def _strange(line: int, statement: str) -> ReadError:
    return ReadError(
        f"看不懂「{statement[:40]}」，設定檔可能損壞或中斷，請重新匯出完整備份", line=line
    )


def _cut_short(line: int, why: str) -> ReadError:
    return ReadError(f"設定檔在第 {line} 行中斷（{why}），請重新匯出完整備份", line=line)


def _describe(frame: _Frame) -> str:
    return f"edit {frame.entry.name}" if frame.is_edit and frame.entry else f"config {frame.path}"


def _statements(text: Iterator[str]) -> Iterator[tuple[int, str]]:
    """Yield every statement with the line it began on; a quoted string may run over lines."""
    start, held, size = 0, [""], 0
    number = 0
    for number, raw in enumerate(text, start=1):
        if start:
            held.append(raw)
            size += len(raw)
            if size > _MAX_VALUE:
                raise _cut_short(number, f"第 {start} 行的引號沒有結束")
            if not _odd_quotes(raw):
                continue
            yield start, "".join(held).strip()
            start = 0
            continue
        line = raw.strip()
        if not line or line[0] == "#":
            continue
        if '"' in line and _odd_quotes(line):
            start, held, size = number, [raw], len(raw)
            continue
        yield number, line
    if start:
        raise _cut_short(number, f"第 {start} 行的引號沒有結束")


def _odd_quotes(text: str) -> bool:
    if "\\" not in text:
        return text.count('"') % 2 == 1
    return sum(match[1] is not None for match in _QUOTE.finditer(text)) % 2 == 1
