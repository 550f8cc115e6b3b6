"""Which names a pack's members may have: those that unpack to one safe place on any computer."""

import unicodedata
from collections.abc import Iterable

MANIFEST, PROOF = "manifest.json", "proof.json"
"""The pack's own two papers; no member may take their names."""

ANSWER, STAMPED = "時戳.tsr", "時戳.json"
"""The members that hold the time stamp of the inspection's seal, where there is one."""

_LONGEST = 512  # bytes of UTF-8: unpacks within Windows' and Linux's limits
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, among them those that reverse text


def name_fault(name: str) -> str | None:
    """Say in Chinese what is wrong with a member's name, or None."""
    parts = name.split("/")
    if not name or len(name.encode(errors="replace")) > _LONGEST:
        return "檔名是空的或太長"
    if any(unicodedata.category(letter) in _INVISIBLE for letter in name):
        return "檔名有看不見的控制字元"
    if "\\" in name or ":" in name:
        return "檔名不可有反斜線或冒號"
    if any(part in {"", ".", ".."} for part in parts):
        return "檔名必須是相對路徑，不可有「..」或空的一段"
    if any(part[-1] in " ." for part in parts):
        return "資料夾或檔名不可以空白或句點結尾"
    return None


def first_fault(names: Iterable[str]) -> tuple[str, str] | None:
    """Return the first bad name and why; names that differ in case or composition are one name."""
    taken = {MANIFEST, PROOF}
    folders: set[str] = set()
    for name in names:
        if fault := name_fault(name):
            return name, fault
        folded = _folded(name)
        above = {folded[:place] for place, letter in enumerate(folded) if letter == "/"}
        if folded in taken:
            return name, "檔名重複（大小寫與組字不計）"
        if folded in folders or above & taken:
            return name, "檔名與資料夾同名"
        taken.add(folded)
        folders |= above
    return None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
