"""Kinds of log that books name, told from what people call a log.

A log may be of several: what is called 個資稽核軌跡 is both a trail of personal data and an audit
log. 操作日誌 may be what operators write by hand: it is no audit log.
"""

import re

_WORDS = {
    "firewall": ("防火牆", "firewall", "utm"),
    "audit": (
        *("稽核", "登入", "登出入", "簽入", "audit", "auditlog", "login", "logon", "signin"),
        "sign-in",
    ),
    "operation": ("操作", "存取", "operation", "access"),
    "personal_data": ("個資", "個人資料", "privacy", "pii"),
    "dma": ("專屬線路", "dma"),
    "security_token": ("虛擬通貨", "sto"),
    "order": ("委託", "下單", "交易", "order", "trade"),
    "other": ("其他", "other"),
}
KNOWN = (
    "防火牆、稽核、登入、操作、存取、個人資料、專屬線路（DMA）、虛擬通貨（STO）、委託、交易或其他"
)
_LATIN = re.compile("sign-in|[a-z]+")


def kinds_of(name: str) -> tuple[str, ...]:
    """Return the kinds of a log by its name, () where the name says none.

    >>> kinds_of("個資稽核軌跡"), kinds_of("DMA audit log"), kinds_of("history")
    (('audit', 'personal_data'), ('audit', 'dma'), ())
    """
    folded = name.casefold()
    latin = set(_LATIN.findall(folded))
    return tuple(
        kind
        for kind, words in _WORDS.items()
        if any(word in (latin if word.isascii() else folded) for word in words)
    )
