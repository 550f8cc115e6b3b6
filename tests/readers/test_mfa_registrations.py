from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.mfa_registrations import mfa_registrations

HEAD = "帳號,驗證方式,註冊日,強制\n"
SAMPLE = (DATA / "mfa_registrations.csv").read_bytes()


def row(account: str, methods: tuple[str, ...], line: int, **said: Any) -> dict[str, Any]:
    return {
        "account": account, "system": "", "methods": methods, "capable": None,
        "registered": None, "seen": None, "enforced": None, "line": line, **said,
    }  # fmt: skip


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "mfa_registrations.csv"))

    seen = date(2026, 11, 20)
    both = ("microsoftAuthenticatorPush", "softwareOneTimePasscode")
    assert (table.reader, table.kind, table.gaps) == ("mfa_registrations", "mfa_registrations", ())
    assert table.rows == (
        row("hclin@corp.example", both, 2, capable=True, seen=seen),
        row("Administrator@corp.example", ("fido2",), 3, capable=True, seen=seen),
        row("twchen@corp.example", ("email",), 4, capable=False, seen=seen),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    table = mfa_registrations.read(of(f"{HEAD}甲,硬體權杖、簡訊,115/1/2,是\n".encode(encoding)))

    day = date(2026, 1, 2)
    assert table.rows == (row("甲", ("硬體權杖", "簡訊"), 2, registered=day, enforced=True),)


@pytest.mark.parametrize("text", ["", "無", "None", "[]", " - "])
def test_nothing_registered(text: str) -> None:
    (found,) = mfa_registrations.read(of(f"{HEAD}a,{text},,\n")).rows

    assert found == row("a", (), 2)


@pytest.mark.parametrize(
    ("word", "enforced"),
    [("Enforced", True), ("enabled", None), ("Disabled", False), ("", None), ("否", False)],
)
def test_enforced(word: str, enforced: bool | None) -> None:
    (found,) = mfa_registrations.read(of(f"{HEAD}a,fido2,,{word}\n")).rows

    assert found["enforced"] is enforced


def test_registered_stands_in_where_capable_is_not_told() -> None:
    (found,) = mfa_registrations.read(
        of("userPrincipalName,isMfaRegistered,methodsRegistered\na@x.example,False,email\n")
    ).rows

    assert (found["capable"], found["methods"]) == (False, ("email",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何帳號"),
        ("帳號,註冊日\na,\n", "欄位「驗證方式」：缺少欄位"),
        (f"{HEAD},簡訊,,\n", "第 2 行、欄位「帳號」：.*不可空白"),
        (f"{HEAD}a,System.String[],,\n", "第 2 行、欄位「驗證方式」：匯出時沒有展開清單"),
        (f"{HEAD}a,簡訊,昨天,\n", "第 2 行、欄位「註冊日」：看不懂日期「昨天」"),
        (f"{HEAD}a,簡訊,,也許\n", "第 2 行、欄位「強制」：看不懂「也許」"),
        (f"{HEAD}a,簡訊\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        mfa_registrations.read(of(text))


@given(at=st.integers(0, len(SAMPLE)), junk=st.binary(max_size=4), cut=st.booleans())
def test_damage_is_refused_or_read(at: int, junk: bytes, cut: bool) -> None:
    try:
        table = mfa_registrations.read(of(SAMPLE[:at] + junk + (b"" if cut else SAMPLE[at:])))
    except ReadError:
        return
    assert all(found["account"] for found in table.rows)
