"""Who may see, hand in and withdraw evidence in a firm."""

from ..accounts.roles import Role

PERMISSIONS = {
    "evidence.view": frozenset(
        {
            Role.SECURITY_OFFICER,
            Role.CISO,
            Role.CONTROL_OWNER,
            Role.INTERNAL_AUDITOR,
            Role.CPA,
            Role.SUPERVISOR,
        }
    ),
    "evidence.upload": frozenset(
        {Role.SECURITY_OFFICER, Role.CONTROL_OWNER, Role.INTERNAL_AUDITOR, Role.CPA}
    ),
    "evidence.withdraw": frozenset({Role.SECURITY_OFFICER, Role.CISO}),
}
