"""Who may do what in a firm's inspections, of whatever kind; kinds.py says in which."""

from ..accounts.roles import Role
from ..firms.permissions import READERS, governs_rulebooks
from .kinds import holders

_IN_KINDS = (
    *("inspections.plan", "inspections.seal", "inspections.pack"),
    *("papers.prepare", "papers.review", "papers.approve"),
    *("requests.ask", "requests.answer"),
    *("findings.open", "findings.remediate", "findings.close"),
    *("findings.extend", "findings.decide", "findings.deduct"),
)
PERMISSIONS = {
    "inspections.view": READERS,
    "inspections.rescope": frozenset({Role.SECURITY_OFFICER, Role.INTERNAL_AUDITOR, Role.CISO}),
    "thresholds.set": frozenset({Role.CISO, Role.INTERNAL_AUDITOR}),
    **{name: holders(name) for name in _IN_KINDS},
}
PREDICATES = {"findings.scheme": governs_rulebooks}
