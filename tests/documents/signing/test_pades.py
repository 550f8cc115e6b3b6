import shutil
import subprocess
import sys

import pytest
from tests.authority import NOW, authority, issue
from tests.documents.record_fixture import MADE_AT, RECORD
from tests.ledger.tsa import quick

from chahe.documents.reports import load_reports
from chahe.documents.signing import SigningUnavailable, open_certificate, sign_pdf
from chahe.documents.writers import load_writers

REPORT = load_reports()["inspection_report"].build(RECORD, made_at=MADE_AT)
PDF = load_writers()["pdf"].write(REPORT)


@pytest.fixture(scope="module")
def mine():
    return open_certificate(issue("王小明", authority()).pkcs12(), "letmein", at=NOW)


@pytest.fixture(scope="module")
def theirs():
    return open_certificate(issue("陳大文").pkcs12(), "letmein", at=NOW)


def stamp(request, digest, nonce):
    assert digest in request
    return quick(request)


def signatures(content):
    from io import BytesIO

    from pyhanko.pdf_utils.reader import PdfFileReader

    return PdfFileReader(BytesIO(content)).embedded_signatures


def has_stamp(signature):
    attributes = signature.signer_info["unsigned_attrs"]
    return "signature_time_stamp_token" in {each["type"].native for each in attributes}


def test_a_signature_is_added_and_nothing_else_changes(mine):
    signed = sign_pdf(PDF, mine, at=NOW, reason="核定")

    (only,) = signatures(signed.content)
    assert signed.content.startswith(PDF)
    assert not signed.stamped
    assert only.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert only.sig_object["/Reason"] == "核定"
    assert only.self_reported_timestamp == NOW
    assert not has_stamp(only)


def test_the_archives_own_metadata_stays(mine):
    content = sign_pdf(PDF, mine, at=NOW, reason="核定").content

    assert content.count(b"<pdfaid:part>2</pdfaid:part>") == PDF.count(b"<pdfaid:part>") == 1
    assert content.count(b"/Type/Metadata") == PDF.count(b"/Type/Metadata")


def test_a_time_stamp_is_asked_for_once(mine):
    asked = []

    def ask(request, digest, nonce):
        asked.append(digest)
        return stamp(request, digest, nonce)

    signed = sign_pdf(PDF, mine, at=NOW, reason="核定", stamp=ask)

    assert signed.stamped
    assert len(asked) == 1
    assert has_stamp(signatures(signed.content)[0])


def test_what_a_stamp_raises_is_passed_on(mine):
    def down(request, digest, nonce):
        raise ConnectionError("no answer")

    with pytest.raises(ConnectionError):
        sign_pdf(PDF, mine, at=NOW, reason="核定", stamp=down)


def test_another_person_signs_over_the_first(mine, theirs):
    first = sign_pdf(PDF, mine, at=NOW, reason="編製").content

    second = sign_pdf(first, theirs, at=NOW, reason="核定", stamp=stamp).content

    names = [one.sig_object["/Name"] for one in signatures(second)]
    assert names == ["王小明", "陳大文"]
    assert second.startswith(first)


def test_what_is_no_pdf_is_refused(mine):
    with pytest.raises(ValueError, match="不能簽章"):
        sign_pdf(b"hello", mine, at=NOW, reason="核定")


def test_without_the_extra_it_says_what_to_install(mine, monkeypatch):
    monkeypatch.setitem(sys.modules, "chahe.documents.signing._pyhanko", None)
    monkeypatch.delattr("chahe.documents.signing._pyhanko", raising=False)

    with pytest.raises(SigningUnavailable, match=r"沒有安裝簽章元件，請安裝 chahe\[signing\]"):
        sign_pdf(PDF, mine, at=NOW, reason="核定")


class TestPdfsig:
    pytestmark = [
        pytest.mark.rendered,
        pytest.mark.skipif(not shutil.which("pdfsig"), reason="沒有 poppler-utils"),
    ]

    def look(self, tmp_path, content):
        path = tmp_path / "signed.pdf"
        path.write_bytes(content)
        done = subprocess.run(["pdfsig", "-nocert", path], capture_output=True)
        return [line.strip(" -") for line in done.stdout.decode().splitlines()]

    def test_poppler_agrees_that_both_signatures_hold(self, tmp_path, mine, theirs):
        first = sign_pdf(PDF, mine, at=NOW, reason="編製", stamp=stamp).content
        second = sign_pdf(first, theirs, at=NOW, reason="核定").content

        told = self.look(tmp_path, second)

        assert told.count("Signature Validation: Signature is Valid.") == 2
        assert told.count("Signature Type: ETSI.CAdES.detached") == 2
        assert "Signer Certificate Common Name: 王小明" in told
        assert told[-2] == "Total document signed"

    def test_poppler_sees_a_flipped_byte(self, tmp_path, mine):
        content = bytearray(sign_pdf(PDF, mine, at=NOW, reason="核定").content)
        content[len(PDF) // 2] ^= 1

        told = self.look(tmp_path, bytes(content))

        assert "Signature Validation: Digest Mismatch." in told
