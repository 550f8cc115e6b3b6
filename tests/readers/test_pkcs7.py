from base64 import encodebytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.pkcs7 import pkcs7

WHOLE = (DATA / "pkcs7.p7b").read_bytes()
PEM = b"-----BEGIN PKCS7-----\n" + encodebytes(WHOLE) + b"-----END PKCS7-----\n"


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "pkcs7.p7b"))

    chain = read_any(Source.from_path(DATA / "certificates.pem"))
    assert (table.reader, table.kind, table.gaps) == ("pkcs7", "certificates", ())
    assert table.rows == tuple({**row, "line": 1} for row in reversed(chain.rows))


def test_pem() -> None:
    table = read_any(of(b"issuer=x\n" + PEM))

    assert [(row["serial"], row["line"]) for row in table.rows] == [("1", 2), ("1a2b", 2)]


@pytest.mark.parametrize("content", [WHOLE[:-9], WHOLE[:30], PEM[:90], b"\x30\x80", b""])
def test_a_damaged_chain_is_refused(content: bytes) -> None:
    with pytest.raises(ReadError, match="第 1 行：不是完整的 p7b 憑證鏈"):
        pkcs7.read(of(content))


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(ReadError, match="檔案太大"):
        pkcs7.read(of(WHOLE + b"\0" * 8 * 1024 * 1024))


@given(st.integers(0, len(WHOLE)), st.integers(0, 9), st.binary(max_size=4))
def test_damage_is_a_table_or_an_error(at: int, size: int, put: bytes) -> None:
    try:
        table = pkcs7.read(of(WHOLE[:at] + put + WHOLE[at + size :]))
    except ReadError:
        return

    assert table.rows
