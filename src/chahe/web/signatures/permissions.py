"""Who may sign a report of an inspection they see, by a certificate of their own."""

from ..accounts.roles import Role

PERMISSIONS: dict[str, frozenset[Role]] = {
    "reports.sign": frozenset(
        {
            Role.SECURITY_OFFICER,
            Role.CISO,
            Role.INTERNAL_AUDITOR,
            Role.SIGNATORY,
            Role.CPA,
            Role.SUPERVISOR,
        }
    ),
}
