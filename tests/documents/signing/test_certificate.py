import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st
from tests.authority import DAY, ISSUING, NOW, authority, issue

from chahe.documents.dates import instant_day_text as roc
from chahe.documents.signing.certificate import LARGEST, CertificateRefused, open_certificate

ROOT = authority()
MINE = issue("王小明", ROOT)
FILE = MINE.pkcs12()
WRONG_PASSPHRASE = "密碼不對，或憑證檔已損壞；請確認密碼的大小寫後再試"


def refusal(data, passphrase="letmein"):
    with pytest.raises(CertificateRefused) as refused:
        open_certificate(data, passphrase, at=NOW)
    return refused.value


def test_a_certificate_says_whose_it_is():
    opened = open_certificate(FILE, "letmein", at=NOW)

    assert (opened.subject, opened.issuer) == ("王小明", "測試根憑證")
    assert int(opened.serial, 16) == MINE.certificate.serial_number
    assert len(opened.fingerprint) == 64
    assert opened.others == (ROOT.certificate,)


def test_a_key_is_never_shown():
    assert "key=" not in repr(open_certificate(FILE, "letmein", at=NOW))


@pytest.mark.parametrize("passphrase", ["", "LETMEIN", "密碼"])
def test_a_wrong_passphrase_is_told_from_a_wrong_file(passphrase):
    refused = refusal(FILE, passphrase)

    assert (str(refused), refused.about) == (WRONG_PASSPHRASE, "passphrase")


@pytest.mark.parametrize("data", [b"", b"hello", MINE.pem, b"\x30\x03\x02\x01\x02", b"%PDF-1.7"])
def test_what_is_no_pkcs12_is_refused(data):
    refused = refusal(data)

    assert str(refused) == "不是 PKCS#12 憑證檔，請選擇含私鑰的 .p12 或 .pfx"
    assert refused.about == "file"


def test_a_file_too_large_is_refused_unread():
    assert str(refusal(bytes(LARGEST + 1))).startswith("檔案超過 64 KB")


def test_a_file_without_a_passphrase_opens_without_one():
    data = pkcs12.serialize_key_and_certificates(
        b"", MINE.key, MINE.certificate, None, NoEncryption()
    )

    assert open_certificate(data, "", at=NOW).subject == "王小明"


def test_a_file_without_a_key_is_refused():
    assert str(refusal(MINE.pkcs12(with_key=False))) == (
        "憑證檔裡沒有私鑰，請重新匯出並勾選「匯出私密金鑰」"
    )


def test_a_key_without_its_certificate_is_refused():
    how = BestAvailableEncryption(b"letmein")
    data = pkcs12.serialize_key_and_certificates(b"", MINE.key, None, [ROOT.certificate], how)

    assert str(refusal(data)) == "憑證檔裡沒有與私鑰相符的憑證，請重新匯出"


def test_an_expired_certificate_says_when():
    expired = issue("過期", begins=NOW - 9 * DAY, ends=NOW - 2 * DAY)

    assert str(refusal(expired.pkcs12())) == f"憑證已於{roc(NOW - 2 * DAY)}到期，請換發後再簽"


def test_a_certificate_not_yet_valid_says_from_when():
    later = issue("未來", begins=NOW + 2 * DAY, ends=NOW + 9 * DAY)

    assert str(refusal(later.pkcs12())) == f"憑證尚未生效，{roc(NOW + 2 * DAY)}起才能使用"


def test_a_certificate_is_good_on_its_first_and_last_instant():
    day = issue("當日", begins=NOW, ends=NOW)

    assert open_certificate(day.pkcs12(), "letmein", at=NOW).subject == "當日"


@pytest.mark.parametrize("usages", [ISSUING, ("key_encipherment",)])
def test_a_key_of_another_usage_is_refused(usages):
    assert str(refusal(issue("別用", usages=usages).pkcs12())).startswith(
        "憑證的金鑰用途不含數位簽章"
    )


@pytest.mark.parametrize(
    "usages", [(), ("digital_signature",), ("content_commitment",)], ids=["none", "sign", "commit"]
)
def test_a_key_that_may_sign_is_taken(usages):
    assert open_certificate(issue("可", usages=usages).pkcs12(), "letmein", at=NOW).subject == "可"


def test_a_certificate_of_a_web_site_is_refused():
    site = issue("www.example.tw", purposes=(ExtendedKeyUsageOID.SERVER_AUTH,))

    assert str(refusal(site.pkcs12())).startswith("憑證只能用於網站、程式碼或時戳")


def test_a_certificate_for_mail_may_sign():
    mine = issue("信", purposes=(ExtendedKeyUsageOID.EMAIL_PROTECTION,))

    assert open_certificate(mine.pkcs12(), "letmein", at=NOW).subject == "信"


def test_a_short_rsa_key_is_refused():
    short = issue("短", key=rsa.generate_private_key(65537, 1024))

    assert str(refusal(short.pkcs12())).startswith("RSA 金鑰只有 1024 位元，太短")


def test_a_key_pdf_readers_do_not_know_is_refused():
    strange = issue("異", key=ed25519.Ed25519PrivateKey.generate())

    assert str(refusal(strange.pkcs12())).startswith("金鑰的種類不能簽 PDF")


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_a_damaged_file_is_refused_in_words(place, mask):
    damaged = bytearray(FILE)
    damaged[place] ^= mask
    try:
        assert open_certificate(bytes(damaged), "letmein", at=NOW).subject == "王小明"
    except CertificateRefused as refused:
        assert str(refused)
