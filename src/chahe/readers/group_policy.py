"""群組原則報表（Get-GPOReport 或 gpresult /x 的 XML）

Kind `password_policies`; its columns are in `security_policy.py`. A report of one policy
(`Get-GPOReport -ReportType Xml`, one row) or of what is in force on a machine (`gpresult /x`, where
the setting of precedence 1 counts).

    system      the machine of a gpresult; of a policy, the policy's name
    line        where the first setting of an account is

None is what the report does not define. A policy whose computer half is switched off, or without a
link that is switched on, is in force nowhere: a gap. -1 and 4294967295 are written for never (age)
and for until unlocked (duration). A report of all policies (`-All`) is not read.
"""

import io
import re
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.markup.local_names import Local
from ._parsing.xml_push import Attributes, Element, Push, outermost

_NUMBERS = {
    "MinimumPasswordLength": "min_length",
    "MaximumPasswordAge": "max_age",
    "MinimumPasswordAge": "min_age",
    "PasswordHistorySize": "history",
    "LockoutBadCount": "tries",
    "LockoutDuration": "lock_minutes",
    "ResetLockoutCount": "reset_minutes",
}
_SWITCHES = {"PasswordComplexity": "complexity", "ClearTextPassword": "reversible"}
_COLUMNS = _NUMBERS | _SWITCHES
_FOREVER = ("max_age", "lock_minutes")
_LARGEST = 100_000
_MOST_BYTES = 64 * 1024 * 1024
_DECLARED = re.compile(rb"^(?:\xef\xbb\xbf)?<\?xml[^>]{0,99}?(encoding=[\"']utf-16[\"'])", re.I)
_SPACE = "microsoft.com/GroupPolicy/"


def _sniff(head: bytes) -> bool:
    tag, attributes = outermost(head)
    known = any(_SPACE in value for value in attributes.values())
    return tag.rpartition(":")[2] in ("GPO", "Rsop") and known


@reader(kind="password_policies", sniff=_sniff)
def group_policy(source: Source) -> Table:
    """Read a policy.

    :raises ReadError: for what `Push.run` refuses, a setting that is there twice or whose value is
        not one, or no setting of accounts at all
    """
    report = _Report(_as_it_is(source))
    if not report.line:
        raise ReadError("報表裡沒有任何密碼或鎖定設定，請確認匯出的是定義帳戶原則的群組原則")
    values = {column: report.values.get(column) for column in _COLUMNS.values()}
    row = {"system": report.system, **values, "line": report.line}
    return Table("password_policies", (row,), source.name, "group_policy", tuple(report.gaps))


def _as_it_is(source: Source) -> Source:
    """Return a source without the utf-16 it declares, where PowerShell saved it as UTF-8."""
    with source.open() as stream:
        head = stream.read(256)
        declared = _DECLARED.match(head)
        if declared is None:
            return source
        content = head + stream.read(_MOST_BYTES)
    if len(content) > _MOST_BYTES:
        raise ReadError("檔案太大，不是群組原則報表，請重新匯出")
    blank = b" " * (declared.end(1) - declared.start(1))
    text = content[: declared.start(1)] + blank + content[declared.end(1) :]
    return Source(source.name, lambda: io.BytesIO(text))


class _Report:
    """The settings that count so far, and the one being read."""

    def __init__(self, source: Source) -> None:
        self.system, self.line = "", 0
        self.values: dict[str, Any] = {}
        self.gaps: list[str] = []
        self._ranks: dict[str, int] = {}
        self._told: dict[str, str] = {}
        self._links: list[str] = []
        self._push = Push(source)
        setting = Element(
            Local(
                Name=Element(text=self._keep("name")),
                SettingNumber=Element(text=self._keep("value")),
                SettingBoolean=Element(text=self._keep("value")),
                Precedence=Element(text=self._keep("rank")),
            ),
            opened=self._open,
            closed=self._close,
        )
        extension = Element(Local(Extension=Element(Local(Account=setting))))
        computer = Local(ExtensionData=extension, Enabled=Element(text=self._enabled))
        policy = Local(
            Name=Element(text=self._name),
            Computer=Element(computer),
            LinksTo=Element(Local(Enabled=Element(text=self._links.append))),
        )
        in_force = Local(Name=Element(text=self._machine), ExtensionData=extension)
        roots = Local(
            GPO=Element(policy, closed=self._close_policy),
            Rsop=Element(Local(ComputerResults=Element(in_force))),
        )
        self._push.run(roots, "群組原則報表")

    def _keep(self, name: str) -> Any:
        return lambda text: self._told.__setitem__(name, text)

    def _name(self, text: str) -> None:
        self.system = text

    def _machine(self, text: str) -> None:
        self.system = text.rpartition("\\")[2].removesuffix("$")

    def _enabled(self, text: str) -> None:
        if text.casefold() != "true":
            self.gaps.append("這個群組原則的電腦設定已停用，其中的密碼設定不生效")

    def _close_policy(self) -> None:
        if not any(text.casefold() == "true" for text in self._links):
            self.gaps.append("這個群組原則沒有啟用中的連結，其中的密碼設定不生效")

    def _open(self, _: Attributes) -> None:
        self._told = {"line": str(self._push.line)}

    def _close(self) -> None:
        line, column = int(self._told["line"]), _COLUMNS.get(self._told.get("name", ""))
        if column is None:
            return
        rank = self._rank(line)
        if self._ranks.get(column) == rank:
            raise ReadError("同一項設定寫了兩次，無法判斷以哪一個為準", line=line, column=column)
        value = _value(column, self._told.get("value", ""), line)
        self.line = self.line or line
        if rank < self._ranks.get(column, rank + 1):
            self.values[column], self._ranks[column] = value, rank

    def _rank(self, line: int) -> int:
        text = self._told.get("rank", "1")
        if not (text.isascii() and text.isdigit() and len(text) < 7):
            raise ReadError(f"看不懂優先順序「{text[:40]}」", line=line, column="Precedence")
        return int(text)


def _value(column: str, text: str, line: int) -> int | bool:
    if column in _SWITCHES.values():
        if text not in ("true", "false"):
            raise ReadError(f"看不懂「{text[:40]}」，應為 true 或 false", line=line, column=column)
        return text == "true"
    if text in ("-1", "4294967295") and column in _FOREVER:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text) <= _LARGEST):
        raise ReadError(f"看不懂「{text[:40]}」，應為不小於 0 的整數", line=line, column=column)
    return int(text)
