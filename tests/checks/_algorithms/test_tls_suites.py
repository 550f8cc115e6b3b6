import pytest

from chahe.checks._algorithms.tls.suites import is_weak


@pytest.mark.parametrize(
    "suite",
    [
        "TLS_AES_128_GCM_SHA256",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA",
        "TLS_DHE_RSA_WITH_SEED_CBC_SHA",
    ],
)
def test_sound_suites_are_left_alone(suite: str) -> None:
    assert is_weak(suite) is False


@pytest.mark.parametrize(
    "suite",
    [
        "TLS_RSA_WITH_NULL_SHA256",
        "TLS_DH_anon_WITH_AES_128_CBC_SHA",
        "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA",
        "TLS_RSA_EXPORT1024_WITH_RC4_56_SHA",
        "TLS_RSA_WITH_DES_CBC_SHA",
        "TLS_RSA_WITH_IDEA_CBC_SHA",
        "SSL_CK_RC2_128_CBC_WITH_MD5",
        "TLS_SHA256_SHA256",
    ],
)
def test_weak_suites(suite: str) -> None:
    assert is_weak(suite) is True
