"""Cipher suites that protect too little, by the words of their names.

No encryption (NULL, RFC 9150), no authentication (anon), keys cut short for export, and ciphers or
hashes that are broken: RC4 (RFC 7465), DES, RC2 and IDEA (RFC 5469), 3DES (NIST SP 800-131A Rev. 2:
not after 2023), MD5.
"""

_WEAK = {"null", "anon", "rc2", "rc4", "des", "des40", "3des", "idea", "md5"}
_INTEGRITY_ONLY = {"TLS_SHA256_SHA256", "TLS_SHA384_SHA384"}


def is_weak(suite: str) -> bool:
    """Say whether a suite, named as IANA or SSLv2 names it, protects too little.

    >>> is_weak("TLS_RSA_WITH_3DES_EDE_CBC_SHA"), is_weak("TLS_AES_128_GCM_SHA256")
    (True, False)
    """
    words = suite.casefold().split("_")
    return (
        suite in _INTEGRITY_ONLY
        or not _WEAK.isdisjoint(words)
        or any(word.startswith("export") for word in words)
    )
