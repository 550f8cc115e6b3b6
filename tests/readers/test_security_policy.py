import pytest
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.security_policy import security_policy

GOLDEN = {
    "system": "", "min_length": 8, "max_age": 90, "min_age": 1, "history": 5, "tries": 3,
    "lock_minutes": 30, "reset_minutes": 30, "complexity": True, "reversible": False, "line": 3,
}  # fmt: skip
HEAD = '[Version]\r\nsignature="$CHICAGO$"\r\n[System Access]\r\n'


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "secedit.inf"))

    assert (table.reader, table.kind, table.gaps) == ("security_policy", "password_policies", ())
    assert table.rows == (GOLDEN,)


def test_what_the_policy_does_not_define_is_none() -> None:
    (row,) = security_policy.read(of(f"{HEAD}MinimumPasswordLength=12\r\n")).rows

    assert (row["min_length"], row["max_age"], row["complexity"], row["tries"]) == (
        12, None, None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("MaximumPasswordAge = -1", "max_age", 0),
        ("LockoutDuration = -1", "lock_minutes", 0),
        ("LockoutBadCount = 0", "tries", 0),
        ("passwordCOMPLEXITY=0", "complexity", False),
        ("; MinimumPasswordLength = 4", "min_length", None),
        ('NewGuestName = "visitor"', "min_length", None),
    ],
)
def test_special_values(line: str, column: str, value: object) -> None:
    (row,) = security_policy.read(of(HEAD + line)).rows

    assert row[column] == value


def test_other_sections_are_left_alone() -> None:
    text = f"{HEAD}MinimumPasswordLength=12\r\n[Privilege Rights]\r\nMinimumPasswordLength=1\r\n"

    assert security_policy.read(of(text.encode("cp950"))).rows[0]["min_length"] == 12


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[Version]\nsignature="$CHICAGO$"\n', "沒有 .System Access. 區段"),
        (f"{HEAD}[System Access]\n", "第 4 行：有兩個"),
        (f"{HEAD}LockoutBadCount=3\nLockoutBadCount=9\n", "第 5 行.*寫了兩次"),
        (f"{HEAD}LockoutBadCount=three\n", "第 4 行.*tries.*看不懂「three」"),
        (f"{HEAD}LockoutBadCount=-1\n", "看不懂「-1」"),
        (f"{HEAD}LockoutBadCount=９\n", "看不懂"),
        (f"{HEAD}MinimumPasswordLength=9999999999\n", "看不懂"),
        (f"{HEAD}PasswordComplexity=yes\n", "應為 0 或 1"),
        (f"{HEAD}garbage\n", "看不懂「garbage」"),
        ("", "檔案是空的"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        security_policy.read(of(text))


def test_a_template_whose_version_is_elsewhere_is_known_by_its_settings() -> None:
    text = "[Unicode]\r\nUnicode=yes\r\n[System Access]\r\nLockoutBadCount = 0\r\n"

    (row,) = read_any(of(text.encode("utf-16"))).rows

    assert row["tries"] == 0
