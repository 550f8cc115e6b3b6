"""The lines of `show running-config`: what stands at the margin, and what is indented under it.

A configuration is whole only from its version to its checksum or `: end`, so a file that was cut is
never read as a shorter one (tools that collect configurations strip the latter, as a comment). A
file may hold several, one after another: the contexts of one device. `show access-list` beside it
is kept as counters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..._model import ReadError
from .counters import Counters

# What stands under a group only; a description with a line break in it moves them to the margin.
_MEMBERS = {
    f"{kind}-object" for kind in ("group", "icmp", "network", "port", "protocol", "service")
}
_CHECKSUM = "Cryptochecksum:"
_PRODUCTS = ("ASA", "PIX", "NGFW")
_VERSION = re.compile(r"(\d+)\.(\d+)")
_WORD = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
Words = tuple[str, ...]


@dataclass(slots=True)
class Block:
    """A line at the margin, and the lines under it with their numbers."""

    line: int
    words: Words
    under: list[tuple[int, Words]] = field(default_factory=list)


@dataclass(slots=True)
class Device:
    """One configuration; `mode` is "<system>" or "<context>" where there are contexts."""

    product: str
    version: tuple[int, int]
    mode: str
    line: int
    blocks: dict[str, list[Block]] = field(default_factory=dict)
    counters: Counters = field(default_factory=Counters)

    def of(self, *first: str) -> Iterator[Block]:
        """Yield the lines at the margin that begin with some words."""
        for block in self.blocks.get(first[0], ()):
            if block.words[: len(first)] == first:
                yield block

    def has(self, *words: str) -> bool:
        return any(block.words == words for block in self.of(words[0]))

    @property
    def name(self) -> str:
        return next((block.words[1] for block in self.of("hostname") if block.words[1:]), "")


def devices_of(text: Iterator[str]) -> list[Device]:
    """Read every configuration in a file.

    :raises ReadError: naming the line, if one is cut short, or there is none
    """
    found: list[Device] = []
    device: Device | None = None
    block: Block | None = None
    counters = Counters()
    number = 0
    for number, raw in enumerate(text, start=1):
        words = tuple(_WORD.findall(raw)) if '"' in raw else tuple(raw.split())
        if "<--- More --->" in raw:
            raise ReadError("含有分頁的「More」，請先下 terminal pager 0 再重新匯出", line=number)
        if not device and counters.take(raw):
            continue
        if len(words) > 2 and words[0] in _PRODUCTS and words[1] == "Version":
            if device:
                raise _cut_short(number)
            device, block = _begin(words, number), None
            counters = Counters() if found else counters
            device.counters = counters
            found.append(device)
        elif words[:2] == (":", "end") or (words and words[0].startswith(_CHECKSUM)):
            device = None
        elif device and words and words[0][0] not in "!:":
            if raw[0].isspace() or words[0] in _MEMBERS:
                if block:
                    block.under.append((number, words))
            else:
                block = Block(number, words)
                device.blocks.setdefault(words[0], []).append(block)
    if device:
        raise _cut_short(number)
    if not found:
        raise ReadError("沒有版本（ASA Version），請以 show running-config 匯出完整設定")
    return found


def _begin(words: Words, line: int) -> Device:
    version = _VERSION.match(words[2])
    if not version:
        raise ReadError(f"看不懂版本「{words[2][:40]}」，請重新匯出", line=line)
    mode = words[3] if words[3:] else ""
    return Device(words[0], (int(version[1][:4]), int(version[2][:4])), mode, line)


def _cut_short(line: int) -> ReadError:
    return ReadError(f"設定檔在第 {line} 行前中斷（沒有結尾的 end），請重新匯出完整設定", line=line)
