"""Who may do what in an inspection."""

from ..accounts.roles import Role
from ..firms.permissions import READERS

_PREPARERS = frozenset({Role.SECURITY_OFFICER, Role.INTERNAL_AUDITOR})
_REVIEWERS = frozenset({Role.SECURITY_OFFICER, Role.INTERNAL_AUDITOR, Role.CISO})

PERMISSIONS = {
    "inspections.view": READERS,
    "inspections.plan": frozenset({Role.SECURITY_OFFICER, Role.INTERNAL_AUDITOR, Role.CISO}),
    "inspections.seal": frozenset({Role.CISO}),
    "inspections.pack": frozenset({Role.SECURITY_OFFICER, Role.INTERNAL_AUDITOR, Role.CISO}),
    "papers.prepare": _PREPARERS,
    "papers.review": _REVIEWERS,
    "papers.approve": frozenset({Role.CISO}),
    "requests.ask": _PREPARERS,
    "requests.answer": _PREPARERS | {Role.CONTROL_OWNER},
    "findings.open": _PREPARERS,
    "findings.remediate": frozenset({Role.SECURITY_OFFICER, Role.CONTROL_OWNER}),
    "findings.close": _REVIEWERS,
}
