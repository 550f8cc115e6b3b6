"""The groups of Active Directory that make an account privileged."""

import re

ADMIN_PRIMARY_GROUPS = frozenset({"512", "516", "518", "519", "520"})
PRIVILEGED = frozenset(
    {
        *("administrators", "domain admins", "enterprise admins", "schema admins"),
        *("account operators", "backup operators", "server operators", "print operators"),
        *("group policy creator owners", "dnsadmins", "key admins", "enterprise key admins"),
        "hyper-v administrators",
    }
)
_CN = re.compile(r"\s*CN=((?:\\.|[^,\\])*)", re.I)


def common_name(name: str) -> str:
    r"""Return the first CN of a distinguished name, or the name itself.

    >>> common_name(r"CN=Chen\, T.,OU=x"), common_name("Staff")
    ('Chen, T.', 'Staff')
    """
    match = _CN.match(name)
    return re.sub(r"\\(.)", r"\1", match[1]) if match else name.strip()
