"""What the words of an account say: who answers for it, and whether many people use it."""

import re

_SHARED = re.compile(
    r"共用|公用|共享|測試|(?<![a-z])(?:shared?|public|test|temp|guest|generic)(?![a-z])", re.I
)
_OWNER = re.compile(r"(?:負責人|保管人|owner)\s*[：:=]\s*([^，,；;。\n]+)", re.I)


def shared_hint(account: str, *said: str) -> str:
    """Return the word that says many people use an account; "" if none does.

    >>> shared_hint("svc_test"), shared_hint("contest"), shared_hint("a1", "櫃台共用")
    ('test', '', '共用')
    """
    match = _SHARED.search(" ".join((account.replace("_", " "), *said)))
    return match[0] if match else ""


def owner_in(description: str) -> str:
    """Return the one a description names as answering for it; "" if it names none.

    >>> owner_in("備份用，負責人：陳大文"), owner_in("backup")
    ('陳大文', '')
    """
    match = _OWNER.search(description)
    return match[1].strip() if match else ""
