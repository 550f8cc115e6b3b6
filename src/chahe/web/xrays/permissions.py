"""Who may look at a firm's contradictions, and who may have its records looked through."""

from ..accounts.roles import Role
from ..firms.permissions import READERS

PERMISSIONS: dict[str, frozenset[Role]] = {
    "xrays.view": READERS - {Role.CONTROL_OWNER},
    "xrays.scan": frozenset(
        {Role.SECURITY_OFFICER, Role.CISO, Role.INTERNAL_AUDITOR, Role.SUPERVISOR}
    ),
}
