from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, Table, read_any
from chahe.readers.linux_settings import linux_settings

SAMPLE = (DATA / "linux_settings.txt").read_bytes()
LOCK = "auth required pam_faillock.so authfail"
QUALITY = "password requisite pam_pwquality.so"
UNIX = "password [success=1 default=ignore] pam_unix.so"


def debian(
    auth: str = LOCK, password: str = f"{QUALITY}\n{UNIX}", *, more: str = "", **files: str
) -> Table:
    """Read a Debian machine; a file given as "-" is left out."""
    texts = {
        "/etc/login.defs": files.get("login", "PASS_MAX_DAYS\t90\nPASS_MIN_DAYS 1"),
        "/etc/security/pwquality.conf": files.get("quality", "minlen = 8\nminclass = 3"),
        "/etc/security/faillock.conf": files.get("faillock", "deny = 3"),
        "/etc/pam.d/common-auth": auth,
        "/etc/pam.d/common-password": password,
    }
    parts = [f"==> {path} <==\n{text}\n\n" for path, text in texts.items() if text != "-"]
    return linux_settings.read(of("".join(parts) + more))


def said(table: Table, *names: str) -> tuple[Any, ...]:
    (row,) = table.rows
    return tuple(row[name] for name in names)


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "linux_settings.txt"))

    assert (table.reader, table.kind, table.gaps) == ("linux_settings", "password_policies", ())
    assert table.rows == (
        {
            "system": "trd-app01.example.local", "min_length": 10, "complexity": True,
            "max_age": 90, "min_age": 1, "history": 5, "tries": 3, "lock_minutes": 30,
            "reset_minutes": 15, "reversible": None, "line": 25,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    content = SAMPLE.decode().replace("# audit", "# 稽核").encode(encoding)

    assert read_any(of(content)).rows[0]["tries"] == 3


@pytest.mark.parametrize(
    ("login", "ages"),
    [
        ("PASS_MAX_DAYS 99999", (0, 0)),
        ("PASS_MAX_DAYS -1\nPASS_MIN_DAYS 7", (0, 7)),
        ("UMASK 022", (0, 0)),
        ("#PASS_MAX_DAYS 60", (0, 0)),
        ("PASS_MAX_DAYS 60 # days", (60, 0)),
    ],
)
def test_ages(login: str, ages: tuple[int, int]) -> None:
    assert said(debian(login=login), "max_age", "min_age") == ages


@pytest.mark.parametrize(
    ("quality", "arguments", "length", "complexity"),
    [
        ("minlen = 12", "", 12, False),
        ("minlen=12\nminclass=2", "", 12, True),
        ("minlen = 12", "minlen=14 dcredit=-1 ucredit=-1", 14, True),
        ("minlen = 12\ndcredit = -1", "", 12, False),
        ("minlen = 12\ndcredit = 2\nlcredit = 1", "", 9, False),
        ("minlen = 4", "", 6, False),
        ("# nothing", "", None, False),
        ("minlen = 12\nenforcing = 0", "", 0, False),
    ],
)
def test_quality(quality: str, arguments: str, length: int | None, complexity: bool) -> None:
    table = debian(password=f"{QUALITY} {arguments}\n{UNIX}", quality=quality)

    assert said(table, "min_length", "complexity") == (length, complexity)
    assert table.gaps == ()


@pytest.mark.parametrize(
    ("password", "told"),
    [
        (UNIX, (None, False, 0)),
        (f"{UNIX} minlen=8 obscure remember=4", (8, None, 4)),
        (f"password required pam_pwhistory.so \\\n  remember=12\n{UNIX}", (None, False, 12)),
        (f"password required pam_pwhistory.so\n{UNIX}", (None, False, None)),
    ],
)
def test_without_pwquality(password: str, told: tuple[Any, ...]) -> None:
    table = debian(password=password)

    assert (said(table, "min_length", "complexity", "history"), table.gaps) == (told, ())


@pytest.mark.parametrize(
    ("auth", "faillock", "told"),
    [
        (LOCK, "# defaults", (3, 10, 15)),
        (LOCK, "deny = 5\nunlock_time = never\nfail_interval = 60", (5, 0, 1)),
        (f"{LOCK} deny=4 unlock_time=30", "deny = 5", (4, 1, 15)),
        (LOCK, "deny = 0\nunlock_time = 0", (0, 0, 15)),
        ("auth required pam_unix.so", "deny = 3", (0, None, None)),
        ("auth required pam_tally2.so deny=3 unlock_time=600", "-", (3, 10, None)),
        ("auth required pam_tally2.so", "-", (0, 0, None)),
        (f"{LOCK} deny=3 unlock_time=600", "-", (3, 10, None)),
    ],
)
def test_lockout(auth: str, faillock: str, told: tuple[Any, ...]) -> None:
    table = debian(auth, faillock=faillock)

    assert (said(table, "tries", "lock_minutes", "reset_minutes"), table.gaps) == (told, ())


@pytest.mark.parametrize(
    ("table", "gap", "none"),
    [
        (lambda: debian(login="-"), "沒有 /etc/login.defs", "max_age"),
        (lambda: debian(quality="-"), "沒有 /etc/security/pwquality.conf", "complexity"),
        (lambda: debian(faillock="-"), "沒有 /etc/security/faillock.conf", "tries"),
        (lambda: debian("-"), "沒有 /etc/pam.d/common-auth", "tries"),
        (lambda: debian(password="-"), "沒有 /etc/pam.d/common-password", "complexity"),
        (lambda: debian("@include common-site"), "引入的 common-site", "tries"),
        (lambda: debian("auth substack site"), "引入的 site", "tries"),
        (
            lambda: debian(password="password requisite pam_cracklib.so minlen=8"),
            "使用 pam_cracklib.so", "complexity",
        ),
        (lambda: debian("auth required pam_tally.so"), "使用 pam_tally.so", "tries"),
        (lambda: debian(f"{LOCK} deny=3\n{LOCK} deny=5"), "deny 有兩種值", "reversible"),
        (lambda: debian("auth required pam_faillock.so preauth"), "沒有 authfail", "reversible"),
        (lambda: debian("auth optional pam_faillock.so authfail"), "不是必要", "reversible"),
        (
            lambda: debian(more="==> /etc/security/pwquality.conf.d/x.conf <==\nminlen = 1\n"),
            "pwquality.conf.d", "reversible",
        ),
        (
            lambda: debian(more="==> /etc/ssh/sshd_config <==\nUsePAM no\n"),
            "UsePAM no",
            "reversible",
        ),
        (
            lambda: debian(more='==> /etc/ssh/sshd_config.d/x.conf <==\nusepam "no"\n'),
            "UsePAM no",
            "reversible",
        ),
        (
            lambda: debian(more="tail: cannot open '/etc/x' for reading: No such file\n"),
            "/etc/x 無法讀取", "reversible",
        ),
    ],
)  # fmt: skip
def test_gaps(table: Any, gap: str, none: str) -> None:
    found = table()

    assert any(gap in each for each in found.gaps)
    assert said(found, none) == (None,)


def test_two_stacks_that_differ_are_two_rows() -> None:
    other = SAMPLE.replace(b"authfail\nauth        required                                     "
                           b"pam_deny.so\npassword", b"authfail deny=5\npassword")  # fmt: skip

    table = read_any(of(other))

    assert [(row["system"], row["tries"]) for row in table.rows] == [
        ("trd-app01.example.local system-auth", 3),
        ("trd-app01.example.local password-auth", 5),
    ]


def test_one_stack_of_red_hat_is_a_gap() -> None:
    table = read_any(of(SAMPLE[: SAMPLE.index(b"==> /etc/pam.d/password-auth")]))

    assert ["另一個的設定無法判斷" in gap for gap in table.gaps] == [True]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("==> /etc/login.defs <==\nPASS_MAX_DAYS 90\n", "沒有 pam.d 的 system-auth"),
        ("==> /etc/login.defs <==\n==> /etc/login.defs <==\n", "第 2 行：.*出現兩次"),
        (
            "==> /etc/login.defs <==\nPASS_MAX_DAYS ninety\n",
            "第 2 行、欄位「PASS_MAX_DAYS」：看不懂「ninety」",
        ),
        ("==> /etc/pam.d/common-auth <==\nauth\n", "第 2 行：看不懂 PAM 設定「auth」"),
        (
            f"==> /etc/pam.d/common-auth <==\n{LOCK} deny=many unlock_time=1\n",
            "第 2 行、欄位「deny」：看不懂「many」",
        ),
    ],
)
def test_what_is_wrong_is_said(content: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        linux_settings.read(of(content))


@pytest.mark.parametrize("content", ["==> /var/log/x <==\n", "PASS_MAX_DAYS 90\n", "==> a <==\n"])
def test_leaves_other_text_alone(content: str) -> None:
    assert linux_settings.sniff(content.encode()) is False


@given(at=st.integers(0, len(SAMPLE)), junk=st.binary(max_size=4), cut=st.booleans())
def test_damage_is_refused_or_read(at: int, junk: bytes, cut: bool) -> None:
    try:
        table = linux_settings.read(of(SAMPLE[:at] + junk + (b"" if cut else SAMPLE[at:])))
    except ReadError:
        return
    assert isinstance(table, Table) and table.rows
