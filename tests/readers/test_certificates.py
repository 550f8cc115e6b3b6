from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.certificates import certificates

WHOLE = (DATA / "certificates.pem").read_text(encoding="ascii")
FIRST = WHOLE[WHOLE.index("-----BEGIN") : WHOLE.index("-----END")] + "-----END CERTIFICATE-----\n"


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "certificates.pem"))

    assert (table.reader, table.kind, table.gaps) == ("certificates", "certificates", ())
    assert table.rows == (
        {
            "subject": "trade.example.com.tw", "names": ("trade.example.com.tw", "192.0.2.11"),
            "issuer": "Example Test CA", "serial": "1a2b", "begins": date(2026, 8, 1),
            "ends": date(2027, 8, 2), "key": "RSA 2048", "key_bits": 2048, "signature": "sha256",
            "is_ca": False, "self_signed": False, "line": 6,
            "fingerprint": "0fbac9b5bf9c3780f39b5220d2a63598228ada563cea760434141579e2b8a2ba",
        },
        {
            "subject": "Example Test CA", "names": (), "issuer": "Example Test CA", "serial": "1",
            "begins": date(2020, 1, 1), "ends": date(2040, 1, 1), "key": "EC P-384",
            "key_bits": 384, "signature": "sha384", "is_ca": True, "self_signed": True, "line": 23,
            "fingerprint": "0f288faac1ae12c0992459db8c14d8a676f537d50d68db76ffd0f29624b92eb2",
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings_and_indents(encoding: str) -> None:
    text = "憑證\n" + FIRST.replace("\n", "\r\n  ")

    (row,) = certificates.read(of(text.encode(encoding))).rows

    assert (row["serial"], row["line"]) == ("1a2b", 2)


def test_a_trusted_certificate_is_a_gap() -> None:
    text = FIRST + FIRST.replace("CERTIFICATE", "TRUSTED CERTIFICATE")

    table = certificates.read(of(text))

    line = FIRST.count("\n") + 1
    assert len(table.rows) == 1
    assert table.gaps == (f"第 {line} 行是 OpenSSL 的 TRUSTED CERTIFICATE，尚無法判讀",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("沒有\n", "沒有任何憑證"),
        (FIRST[:200], "第 1 行：這張憑證沒有結尾"),
        ("\n" + FIRST[:200] + "\n" + FIRST, "第 2 行：這張憑證沒有結尾"),
        (FIRST.replace("MII", "M!I", 1), "第 1 行：這張憑證損壞"),
        (FIRST.replace("MII", "AII", 1), "第 1 行：這張憑證損壞"),
        ("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n", "第 1 行：這張憑證損壞"),
        (FIRST + "-----BEGIN RSA PRIVATE KEY-----\nAA\n", "含有私密金鑰"),
        (FIRST + "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA\n", "含有私密金鑰"),
        ("-----BEGIN CERTIFICATE-----\n" + "A" * 300_000, "第 1 行：這張憑證太長"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        certificates.read(of(text))


@given(st.integers(0, len(WHOLE)), st.integers(0, 9), st.text("AZaz09+/=-\n ", max_size=6))
def test_damage_is_a_table_or_an_error(at: int, size: int, put: str) -> None:
    try:
        table = certificates.read(of(WHOLE[:at] + put + WHOLE[at + size :]))
    except ReadError:
        return

    assert table.rows
