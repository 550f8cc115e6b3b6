"""Linux 密碼與鎖定設定（tail -n +1 輸出的 login.defs、pwquality.conf、faillock.conf 與 pam.d）

Kind `password_policies`; its columns are in `security_policy.py`. One row a machine; two where
system-auth and password-auth of Red Hat's say different things, each named by its own.

    system      the name in /etc/hostname or before the first file
    max_age, min_age    PASS_MAX_DAYS, PASS_MIN_DAYS of new accounts (those there have their own in
                shadow, which is not read); 99999, -1 and none in the file: never
    min_length  minlen of pam_pwquality less its positive credits, at least 6; without the module,
                minlen of pam_unix, else None. A credit that is not written is 0, as since 1.3
    complexity  two sorts of characters are demanded: by minclass, or by credits below 0
    history     remember of pam_pwhistory, else of pam_unix; 0 where the stack has neither
    tries, lock_minutes, reset_minutes  deny, unlock_time, fail_interval of pam_faillock (their
                documented defaults, 3, 600 s and 900 s, where faillock.conf is there), or deny and
                unlock_time of pam_tally2; no such module in the stack: 0 tries, never locked
    reversible  None, for no file says it

Arguments in PAM win over the .conf. Gaps: a file that is missing or included and not there, another
module for quality or lock-out, pwquality.conf.d, faillock without authfail, a module that is
optional, arguments that cannot be both true, and UsePAM no in sshd_config(.d). PASS_MIN_LEN is not
read: where there is PAM it does nothing.
"""

import re
from typing import Any

from ._model import ReadError, Row, Source, Table, reader
from ._parsing.linux.files import Files, Module, modules, read_files, settings
from ._parsing.text import lines, peek

_HEAD = re.compile(r"^==> /etc/(?:login\.defs|security/\S+|pam\.d/\S+) <==\s*$", re.M)
_LOGIN, _QUALITY = "/etc/login.defs", "/etc/security/pwquality.conf"
_FAILLOCK, _HISTORY = "/etc/security/faillock.conf", "/etc/security/pwhistory.conf"
_STACKS = (
    ("system-auth", "system-auth"),
    ("password-auth", "password-auth"),
    ("common-auth", "common-password"),
)
_CREDITS = ("dcredit", "ucredit", "lcredit", "ocredit")
_NOT_READ = ("pam_cracklib.so", "pam_passwdqc.so", "pam_tally.so")
_BYPASS = re.compile(r'UsePAM[\s=]+"?no\b', re.I)
_NEVER = 99_999
_NUMBER = re.compile(r"-?[0-9]{1,9}")


def _sniff(head: bytes) -> bool:
    return _HEAD.search(peek(head)) is not None


@reader(kind="password_policies", sniff=_sniff)
def linux_settings(source: Source) -> Table:
    """Read settings.

    :raises ReadError: for a file that is there twice, a line of PAM or a number that cannot be
        read, or neither login.defs nor a PAM stack
    """
    files = read_files(lines(source))
    gaps = [f"{name} 無法讀取，其中的設定無法判斷" for name in files.missing]
    if any(
        _BYPASS.match(text)
        for path, found in files.lines.items()
        if path.startswith("/etc/ssh/sshd_config")
        for _, text in found
    ):
        gaps.append("sshd_config 寫了 UsePAM no，SSH 登入不受 PAM 的設定管制")
    ages = _ages(files, gaps)
    rows: list[Row] = []
    for auth, password in _STACKS:
        if {f"/etc/pam.d/{auth}", f"/etc/pam.d/{password}"} & set(files.lines):
            rows.append({"system": auth, **ages, **_Stack(files, auth, password, gaps).row()})
    if len(rows) == 1 and rows[0]["system"] != "common-auth":
        gaps.append("只有 system-auth 與 password-auth 其中之一，另一個的設定無法判斷")
    if not rows:
        raise ReadError("沒有 pam.d 的 system-auth、password-auth 或 common-auth，請一併匯出")
    same = all(_said(row) == _said(rows[0]) for row in rows)
    named = [
        {**row, "system": files.host if same else f"{files.host} {row['system']}".strip()}
        for row in (rows[:1] if same else rows)
    ]
    told = tuple(dict.fromkeys(gaps))
    return Table("password_policies", tuple(named), source.name, "linux_settings", told)


def _said(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("system", "line")}


def _ages(files: Files, gaps: list[str]) -> dict[str, int | None]:
    if _LOGIN not in files.lines:
        gaps.append("沒有 /etc/login.defs，密碼使用期限無法判斷")
        return {"max_age": None, "min_age": None}
    found = settings(files.lines[_LOGIN])
    longest = _number(found.get("PASS_MAX_DAYS", (0, "-1")), "PASS_MAX_DAYS")
    shortest = _number(found.get("PASS_MIN_DAYS", (0, "-1")), "PASS_MIN_DAYS")
    return {"max_age": longest if 0 <= longest < _NEVER else 0, "min_age": max(0, shortest)}


def _number(told: tuple[int, str], name: str) -> int:
    line, text = told
    if not _NUMBER.fullmatch(text):
        raise ReadError(f"看不懂「{text[:40]}」，應為整數", line=line or None, column=name)
    return int(text)


class _Stack:
    """The auth and password stacks of one PAM configuration."""

    def __init__(self, files: Files, auth: str, password: str, gaps: list[str]) -> None:
        self._files, self._gaps = files, gaps
        self._unsure: set[str] = set()
        paths = [f"/etc/pam.d/{name}" for name in (auth, password)]
        self._line = min(files.heads[path] for path in paths if path in files.heads)
        self._auth = self._modules(paths[0], "auth")
        self._password = self._modules(paths[1], "password")

    def row(self) -> dict[str, Any]:
        length, complexity = self._quality()
        tries, lock, reset = self._lockout()
        return {
            "min_length": length,
            "complexity": complexity,
            "history": self._history(),
            "tries": tries,
            "lock_minutes": lock,
            "reset_minutes": reset,
            "reversible": None,
            "line": self._line,
        }

    def _modules(self, path: str, stack: str) -> list[Module] | None:
        """Return the modules of a stack, or None where the file is not there."""
        if path not in self._files.lines:
            self._gaps.append(f"沒有 {path}，其中的設定無法判斷")
            return None
        found = []
        for module in modules(self._files.lines[path], stack):
            if module.control in ("include", "substack"):
                self._gaps.append(f"{path} 引入的 {module.name} 尚無法判讀")
                self._unsure.add(stack)
            elif module.name in _NOT_READ:
                self._gaps.append(f"{path} 使用 {module.name}，尚無法判讀")
                self._unsure.add(stack)
            elif module.control in ("optional", "sufficient") and module.name != "pam_unix.so":
                self._gaps += self._weak(path, module)
            else:
                found.append(module)
        return found

    def _weak(self, path: str, module: Module) -> list[str]:
        asked = ("pam_pwquality.so", "pam_pwhistory.so", "pam_faillock.so", "pam_tally2.so")
        weak = module.name in asked and "authsucc" not in module.arguments
        return [f"{path} 的 {module.name} 不是必要（{module.control}）"] if weak else []

    def _conf(self, path: str) -> dict[str, tuple[int, str]] | None:
        return settings(self._files.lines[path]) if path in self._files.lines else None

    def _told(
        self, found: list[Module], conf: dict[str, tuple[int, str]] | None, name: str
    ) -> tuple[int, str] | None:
        """Return (line, value) of a setting: of PAM, else of its .conf; None where neither has."""
        given = [(each.line, each.arguments[name]) for each in found if name in each.arguments]
        if len({value for _, value in given}) > 1:
            self._gaps.append(f"PAM 裡 {name} 有兩種值，無法判斷以哪一個為準")
            return None
        return given[0] if given else (conf or {}).get(name)

    def _quality(self) -> tuple[int | None, bool | None]:
        if self._password is None:
            return None, None
        found = _named(self._password, "pam_pwquality.so")
        unix = _named(self._password, "pam_unix.so")
        if not found:
            told = self._told(unix, None, "minlen")
            unsure = "password" in self._unsure or any("obscure" in x.arguments for x in unix)
            plain = None if unsure else False
            return (_number(told, "minlen") if told else None), plain
        conf = self._conf(_QUALITY)
        if conf is None:
            self._gaps.append(f"使用 pam_pwquality 而沒有 {_QUALITY}，其中的設定無法判斷")
        if any(path.startswith(f"{_QUALITY}.d/") for path in self._files.lines):
            self._gaps.append(f"{_QUALITY}.d 的設定尚無法判讀")
        told = self._told(found, conf, "enforcing")
        if told and _number(told, "enforcing") == 0:
            return 0, False
        credits = [self._count(found, conf, name) for name in _CREDITS]
        classes = self._count(found, conf, "minclass")
        several = max(classes, sum(credit < 0 for credit in credits)) > 1
        told = self._told(found, conf, "minlen")
        least = sum(credit for credit in credits if credit > 0)
        length = max(6, _number(told, "minlen") - least) if told else None
        return length, (several if several or conf is not None else None)

    def _count(
        self, found: list[Module], conf: dict[str, tuple[int, str]] | None, name: str
    ) -> int:
        told = self._told(found, conf, name)
        return _number(told, name) if told else 0

    def _history(self) -> int | None:
        if self._password is None:
            return None
        found = _named(self._password, "pam_pwhistory.so")
        unix = _named(self._password, "pam_unix.so")
        told = self._told(found or unix, self._conf(_HISTORY) if found else None, "remember")
        if told:
            return _number(told, "remember")
        return None if found or "password" in self._unsure else 0

    def _lockout(self) -> tuple[int | None, int | None, int | None]:
        if self._auth is None:
            return None, None, None
        found, tally = _named(self._auth, "pam_faillock.so"), _named(self._auth, "pam_tally2.so")
        if not found and not tally:
            return (None if "auth" in self._unsure else 0), None, None
        if not found:
            limit = self._told(tally, None, "deny")
            until = self._told(tally, None, "unlock_time") or (0, "0")
            return (_number(limit, "deny") if limit else 0), _minutes(until, "unlock_time"), None
        if not any("authfail" in each.arguments for each in found):
            self._gaps.append("pam_faillock 沒有 authfail，登入失敗不會計入")
        conf = self._conf(_FAILLOCK)
        deny, unlock, interval = (
            self._told(found, conf, name) or (None if conf is None else (0, default))
            for name, default in (("deny", "3"), ("unlock_time", "600"), ("fail_interval", "900"))
        )
        if deny is None or unlock is None:
            self._gaps.append(f"使用 pam_faillock 而沒有 {_FAILLOCK}，其中的設定無法判斷")
        return (
            _number(deny, "deny") if deny else None,
            _minutes(unlock, "unlock_time") if unlock else None,
            _minutes(interval, "fail_interval") if interval else None,
        )


def _named(found: list[Module], name: str) -> list[Module]:
    return [module for module in found if module.name == name]


def _minutes(told: tuple[int, str], name: str) -> int:
    """Return seconds as whole minutes, at least 1; 0 for never."""
    if told[1] == "never":
        return 0
    seconds = _number(told, name)
    return max(1, seconds // 60) if seconds > 0 else 0
