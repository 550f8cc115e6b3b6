"""Windows 安全性原則（secedit /export 的 inf）

Kind `password_policies`, one row a file: what a system asks of passwords and of failed log-ons.

    system                    str, "" where the file does not say which machine it is of
    min_length                int or None; 0: a password may be empty
    complexity                bool or None: several sorts of characters are demanded
    max_age, min_age          days or None; a `max_age` of 0: a password never has to be changed
    history                   int or None, how many old passwords are refused
    tries                     int or None, failed log-ons until lock-out; 0: never locked
    lock_minutes              int or None; 0: locked until an administrator unlocks it
    reset_minutes             int or None, after which failed log-ons are forgotten
    reversible                bool or None, passwords are kept so that they can be read back
    line                      int, where the section begins

None is what the file leaves out: secedit leaves out what the exported policy does not define.
Names: Microsoft, [MS-GPSB], password and account lockout policies; -1 is written for never (age)
and for until unlocked (duration).
"""

import re
from collections.abc import Iterator

from ._model import ReadError, Source, Table, reader
from ._parsing.text import lines, peek

_SECTION = "system access"
_NUMBERS = {
    "minimumpasswordlength": "min_length",
    "maximumpasswordage": "max_age",
    "minimumpasswordage": "min_age",
    "passwordhistorysize": "history",
    "lockoutbadcount": "tries",
    "lockoutduration": "lock_minutes",
    "resetlockoutcount": "reset_minutes",
}
_SWITCHES = {"passwordcomplexity": "complexity", "cleartextpassword": "reversible"}
_FOREVER = {"max_age", "lock_minutes"}  # -1 is written for them
_LARGEST = 100_000
_OURS = re.compile(r"\$chicago\$|^\s*(?:MinimumPassword|LockoutBadCount)\w*\s*=", re.I | re.M)
_HEAD = re.compile(r"^\s*\[system access\]\s*$", re.I | re.M)


def _sniff(head: bytes) -> bool:
    text = peek(head)
    return _HEAD.search(text) is not None and _OURS.search(text) is not None


@reader(kind="password_policies", sniff=_sniff)
def security_policy(source: Source) -> Table:
    """Read a policy.

    :raises ReadError: if there is no such section or two of them, a setting is there twice, or has
        a value that is not one
    """
    row: dict[str, object] = dict.fromkeys((*_NUMBERS.values(), *_SWITCHES.values()))
    begun = 0
    for number, name, value in _settings(source):
        if not name:
            if begun:
                raise ReadError("有兩個 [System Access] 區段，請重新匯出", line=number)
            begun = number
            continue
        column = _NUMBERS.get(name) or _SWITCHES.get(name)
        if column is None:
            continue
        if row[column] is not None:
            raise ReadError("同一項設定寫了兩次，無法判斷以哪一個為準", line=number, column=name)
        row[column] = _value(column, value, number)
    if not begun:
        raise ReadError("沒有 [System Access] 區段，請以 secedit /export 匯出完整的安全性原則")
    table_row = {"system": "", **row, "line": begun}
    return Table("password_policies", (table_row,), source.name, "security_policy")


def _settings(source: Source) -> Iterator[tuple[int, str, str]]:
    """Yield (line, name, value) of the section; its heading has no name."""
    inside = False
    for number, text in enumerate(lines(source), 1):
        text = text.strip()
        if text.startswith("["):
            inside = text.casefold() == f"[{_SECTION}]"
            if inside:
                yield number, "", ""
        elif inside and text and not text.startswith(";"):
            name, equals, value = text.partition("=")
            if not equals:
                raise ReadError(f"看不懂「{text[:40]}」，應為 名稱 = 數值", line=number)
            yield number, name.strip().casefold(), value.strip()


def _value(column: str, text: str, line: int) -> int | bool:
    if column in _SWITCHES.values():
        if text not in ("0", "1"):
            raise ReadError(f"看不懂「{text[:40]}」，應為 0 或 1", line=line, column=column)
        return text == "1"
    if text == "-1" and column in _FOREVER:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text) <= _LARGEST):
        raise ReadError(f"看不懂「{text[:40]}」，應為不小於 0 的整數", line=line, column=column)
    return int(text)
