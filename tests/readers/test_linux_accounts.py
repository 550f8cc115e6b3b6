"""Accounts of a Linux machine; what opens one is never overlooked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Row, Source, Table, read_any
from chahe.readers.linux_accounts import linux_accounts

SAMPLE = (DATA / "linux_accounts.txt").read_bytes()
LOGONS = "==> lastlog <==\nUsername Port From Latest\na **Never logged in**\n"
KEYS = "==> authorized_keys <==\n"


def text(
    passwd: str = "a:x:1000:1000::/home/a:/bin/bash",
    shadow: str = "a:$6$h:20740:0:90:7:::",
    group: str = "a:x:1000:",
    rest: str = LOGONS,
) -> str:
    return (
        f"==> /etc/passwd <==\n{passwd}\n\n==> /etc/shadow <==\n{shadow}\n\n"
        f"==> /etc/group <==\n{group}\n\n{rest}"
    )


def read(content: str) -> Table:
    return linux_accounts.read(of(content, "trd01.txt"))


def one(**said: str) -> Row:
    return read(text(**said)).rows[0]


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "linux_accounts.txt"))

    root, daemon, sync, chen, backup, wang = table.rows
    assert (table.reader, table.kind, table.gaps) == ("linux_accounts", "accounts", ())
    assert chen == {
        "account": "twchen", "display_name": "陳大文", "enabled": True, "employee_id": "",
        "last_logon": date(2026, 11, 20), "password_set": date(2026, 10, 14),
        "password_never_expires": False, "created": None, "expires": None,
        "groups": ("staff", "sudo", "backup"), "privileged": True, "owner": "", "owner_from": "",
        "shared_hint": "", "line": 5,
    }  # fmt: skip
    assert (root["privileged"], root["password_never_expires"], root["line"]) == (True, True, 2)
    assert [row["enabled"] for row in (daemon, sync, backup, wang)] == [False, False, True, False]
    assert (backup["owner"], backup["owner_from"]) == ("林小姐", "description")
    assert wang["expires"] == date(2026, 5, 27)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    content = text("a:x:1000:1000:甲:/home/a:/bin/bash").encode(encoding)

    table = read_any(of(content, "trd01.txt"))

    assert (table.reader, table.rows[0]["display_name"]) == ("linux_accounts", "甲")


@pytest.mark.parametrize(
    ("said", "column", "value"),
    [
        ({}, "enabled", True),
        ({}, "privileged", False),
        ({}, "password_never_expires", False),
        ({"passwd": "a:x:1000:1000::/:/sbin/nologin"}, "enabled", False),
        ({"passwd": "a:x:1000:1000::/:/bin/false"}, "enabled", False),
        ({"passwd": "a:x:1000:1000::/:"}, "enabled", True),
        ({"passwd": "a:x:0:1000::/:/bin/sh"}, "privileged", True),
        ({"passwd": "a:x:00:1000::/:/bin/sh"}, "privileged", True),
        ({"passwd": "a:x:1000:0::/:/bin/sh"}, "privileged", True),
        ({"group": "wheel:x:10:b,a"}, "privileged", True),
        ({"group": "wheel:x:1000:"}, "privileged", True),
        ({"group": "wheel:x:10:b"}, "privileged", False),
        ({"group": "wheelers:x:10:a"}, "privileged", False),
        ({"shadow": "a:!:20740:0:90:7:::", "rest": LOGONS + KEYS}, "enabled", False),
        ({"shadow": "a:*:20740:0:90:7:::", "rest": LOGONS + KEYS}, "enabled", False),
        ({"shadow": "a:!:20740:0:90:7:::",
          "rest": f"{LOGONS}{KEYS}/home/a/.ssh/authorized_keys\n"}, "enabled", True),
        ({"shadow": "a:$6$h:20740:0:99998:7:::"}, "password_never_expires", False),
        ({"shadow": "a:$6$h:20740:0:99999:7:::"}, "password_never_expires", True),
        ({"shadow": "a:$6$h:20740:0:-1:7:::"}, "password_never_expires", True),
        ({"shadow": "a:$6$h:20740:0::7:::"}, "password_never_expires", True),
        ({"shadow": "a:!:1:0:99999:7:::", "rest": LOGONS + KEYS}, "password_never_expires", False),
        ({"shadow": "a:$6$h:0:0:90:7:::"}, "password_set", None),
        ({"shadow": "a:$6$h:20740:0:90:7::0:"}, "expires", None),
        ({"shadow": "a:$6$h:20740:0:90:7::20600:"}, "expires", date(2026, 5, 27)),
        ({"passwd": "a:x:1000:1000:櫃台共用:/:/bin/sh"}, "shared_hint", "共用"),
    ],
)  # fmt: skip
def test_what_the_files_mean(said: dict[str, str], column: str, value: object) -> None:
    table = read(text(**said))

    assert (table.rows[0][column], table.gaps) == (value, ())


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("a  pts/0  10.0.0.1  Fri Nov 20 16:00:00 +0000 2026", date(2026, 11, 21)),
        ("a  pts/0            Fri Nov  6 09:00:00 +0800 2026", date(2026, 11, 6)),
        ("a  pts/0            Fri Nov  6 09:00:00 2026", date(2026, 11, 6)),
        ("a                   **Never logged in**", None),
    ],
)
def test_lastlog(line: str, day: date | None) -> None:
    assert one(rest=f"==> lastlog <==\nUsername Port From Latest\n{line}\n")["last_logon"] == day


@pytest.mark.parametrize(
    ("line", "day"),
    [("a 2026-11-20T23:00:00+08:00", date(2026, 11, 20)), ("a 2026-11-20T23:00:00+0000",
     date(2026, 11, 21)), ("a", None)],
)  # fmt: skip
def test_lslogins(line: str, day: date | None) -> None:
    assert one(rest=f"==> lslogins <==\nUSER LAST-LOGIN\n{line}\n")["last_logon"] == day


@pytest.mark.parametrize(
    ("content", "gap"),
    [
        (text(shadow=""), "沒有 /etc/shadow 的內容，請以 root 匯出"),
        (text(group=""), "沒有 /etc/group 的內容，請以 root 匯出"),
        (text(rest=""), "沒有最後登入時間（lastlog 或 lslogins）"),
        (text(rest="==> lastlog <==\nUsername Port From Latest\n"),
         "最後登入時間沒有列出的帳號：a（共 1 處）"),
        (text(rest=f"{LOGONS}==> /etc/sudoers <==\nx\n"), "看不懂的段落：sudoers（共 1 處）"),
        (text(shadow="b:*:1:0:90:7:::"), "/etc/shadow 沒有的帳號：a（共 1 處）"),
        (text(shadow="a::20740:0:90:7:::"), "沒有密碼的帳號：a（共 1 處）"),
        (text("a::1000:1000::/:/bin/sh"), "沒有密碼的帳號：a（共 1 處）"),
        (text("a:x:1000:1000::/:/bin/sh\n+::::::"),
         "有 NIS 的設定行，帳號不全在這個檔案裡：passwd（共 1 處）"),
        (text(shadow="a:!:20740:0:90:7:::"),
         "密碼已鎖定、但仍有登入 shell，可能以 SSH 金鑰登入：a（共 1 處）"),
    ],
)  # fmt: skip
def test_what_is_missing_is_a_gap(content: str, gap: str) -> None:
    assert read(content).gaps == (gap,)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a:x:0:0::/:/bin/sh\n", "第 1 行：第一行應為"),
        ("==> /etc/passwd <==\n", "沒有 /etc/passwd 的內容"),
        ("==> /etc/passwd <==\n+::::::\n", "沒有任何帳號"),
        (text("a:x:1000:1000:/:/bin/sh"), "第 2 行：passwd 應有 7 欄，這一行有 6 欄"),
        (text("a:x:1:1::/:/x\na:x:2:2::/:/x"), "第 3 行：passwd 的名稱是空白或重複"),
        (text("a:x:one:1::/:/x"), "第 2 行：看不懂使用者代碼「one」"),
        (text(shadow="a:x:1"), "第 5 行：shadow 應有 9 欄"),
        (text(shadow="a:h:x:0:90:7:::"), "第 5 行：看不懂密碼變更日「x」"),
        (text(shadow="a:h:1:0:90:7::9999999:"), "看不懂帳號到期日「9999999」"),
        (text(shadow="a:h:1:0:much:7:::"), "看不懂密碼最長天數「much」"),
        (text(group="a:x"), "第 8 行：group 應有 4 欄"),
        (text(rest=f"{LOGONS}==> /x/passwd <==\n"), "「passwd」出現兩次"),
        (text(rest="==> lastlog <==\na  五 11月 20 09:12:11 +0800 2026\n"), "請以 LC_ALL=C"),
        (text(rest="==> lastlog <==\na  Fri Nov 31 09:12:11 +0800 2026\n"), "請以 LC_ALL=C"),
        (text(rest="==> lslogins <==\nUID USER\n"), "--time-format iso"),
        (text(rest="==> lslogins <==\n"), "--time-format iso"),
        (text(rest="==> lslogins <==\nUSER LAST-LOGIN\na Nov20/09:12\n"), "看不懂最後登入時間"),
    ],
)
def test_what_is_wrong_is_said(content: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read(content)


def test_a_hash_is_never_kept() -> None:
    assert "invented" not in repr(linux_accounts.read(of(SAMPLE)))


@given(st.integers(0, len(SAMPLE)), st.binary(max_size=20), st.integers(0, 20))
def test_damage_is_a_table_or_a_read_error(at: int, put: bytes, cut: int) -> None:
    try:
        table = linux_accounts.read(of(SAMPLE[:at] + put + SAMPLE[at + cut :]))
    except ReadError:
        return
    assert table.rows
