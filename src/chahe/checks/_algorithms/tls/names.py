"""Whether a certificate names a host: RFC 9525 §6.3 and §6.4."""

from collections.abc import Iterable
from ipaddress import ip_address


def is_named(host: str, names: Iterable[str]) -> bool:
    """Say whether a host is one of a certificate's alternative names.

    A wildcard stands for one whole first label; an address only for itself. Names in the subject
    alone do not count.

    >>> is_named("a.example.com", ["*.example.com"]), is_named("b.a.example.com", ["*.example.com"])
    (True, False)
    """
    wanted = _key(host)
    first, dot, rest = wanted.partition(".")
    accepted = {wanted}
    if first and dot and not is_address(wanted):
        accepted.add(f"*.{rest}")
    return bool(wanted) and any(_key(name) in accepted for name in names)


def _key(name: str) -> str:
    name = name.strip().casefold().removesuffix(".")
    try:
        return str(ip_address(name.strip("[]")))
    except ValueError:
        return name


def is_address(name: str) -> bool:
    """Say whether a host is called by its address."""
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
