"""Who may do what in a firm's engagements; doors.py says in which of them a CPA may."""

from ..accounts.roles import Role
from ..firms.permissions import READERS

_HEADS = frozenset({Role.CISO, Role.SUPERVISOR})

PERMISSIONS: dict[str, frozenset[Role]] = {
    "engagements.view": READERS,
    "engagements.open": _HEADS,
    "engagements.work": frozenset({Role.CPA}),
    "engagements.issue": frozenset({Role.CPA}),
    "engagements.note_stop": _HEADS | {Role.SECURITY_OFFICER},
    "engagements.decide_reopening": _HEADS,
}
