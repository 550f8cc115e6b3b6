"""Who may do what with a firm's plan."""

from ..accounts.roles import MARKET_WIDE, Role
from ..firms.permissions import READERS

_PLANNERS = frozenset({Role.SECURITY_OFFICER, Role.INTERNAL_AUDITOR, Role.CISO})

PERMISSIONS: dict[str, frozenset[Role]] = {
    "calendar.view": READERS,
    "calendar.plan": _PLANNERS,
    "calendar.adjust": _PLANNERS,
    "calendar.decide": frozenset({Role.CISO}),
    "calendar.note_event": _PLANNERS | {Role.CONTROL_OWNER},
    "calendar.plan_everyone": MARKET_WIDE,
    "calendar.add_working_days": frozenset({Role.ADMINISTRATOR}),
}
