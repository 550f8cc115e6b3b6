"""Who may do what in a firm: a permission is asked of (user, firm).

Each app lists its own in `permissions.py` as `PERMISSIONS`, and registers them with `grant`.
"""

from collections.abc import Callable, Mapping
from typing import Any

import rules

from ..accounts.roles import MARKET_WIDE, Role
from .models import Firm

FIRM_PEOPLE = frozenset(
    {
        Role.SECURITY_OFFICER,
        Role.CISO,
        Role.CONTROL_OWNER,
        Role.INTERNAL_AUDITOR,
        Role.SIGNATORY,
        Role.CPA,
    }
)
READERS = FIRM_PEOPLE | {Role.SUPERVISOR}


def roles_of(user: Any, firm: Any) -> frozenset[Role]:
    """Return the roles a user holds in a firm, those held over every firm among them."""
    if not user.is_active:
        return frozenset()
    return frozenset(
        Role(role)
        for firm_id, role in user.held()
        if (firm_id is None and role in MARKET_WIDE) or (firm is not None and firm_id == firm.pk)
    )


def held_by(*roles: Role) -> Any:
    """Return the predicate that a user holds one of some roles in a firm."""
    wanted = frozenset(roles)
    name = f"held_by:{','.join(sorted(wanted))}"
    return rules.predicate(lambda user, firm=None: bool(roles_of(user, firm) & wanted), name=name)


def grant(permissions: Mapping[str, frozenset[Role]]) -> None:
    """Register permissions and the roles that have them."""
    for name, roles in permissions.items():
        rules.set_perm(name, held_by(*roles))


@rules.predicate
def governs_rulebooks(user: Any, firm: Any = None) -> bool:
    """Say whether a user may change what rules bind: everybody's, so of those who serve the market.

    Where the instance serves one firm alone, that firm's CISO may too.
    """
    if roles_of(user, None):
        return True
    only = list(Firm.objects.all()[:2]) if user.is_active and _is_ciso(user) else []
    return len(only) == 1 and Role.CISO in roles_of(user, only[0])


def _is_ciso(user: Any) -> bool:
    return any(role == Role.CISO for _, role in user.held())


class May:
    """What a user may do in a firm, for templates: `{% if may.papers.review %}`.

    `narrow` says whether the page's own matter allows what the user may do in the firm.
    """

    def __init__(
        self, user: Any, firm: Any, *, narrow: Callable[[str], bool], prefix: str = ""
    ) -> None:
        self.user, self.firm, self.prefix, self.narrow = user, firm, prefix, narrow

    def __getitem__(self, name: str) -> Any:
        if not self.prefix:
            return May(self.user, self.firm, narrow=self.narrow, prefix=name)
        asked = f"{self.prefix}.{name}"
        return self.user.has_perm(asked, self.firm) and self.narrow(asked)


PERMISSIONS = {
    "firms.view": READERS | {Role.ADMINISTRATOR},
    "firms.state_fact": frozenset({Role.SECURITY_OFFICER, Role.CISO}),
    "firms.create": frozenset({Role.ADMINISTRATOR}),
    "firms.view_people": frozenset({Role.ADMINISTRATOR, Role.SECURITY_OFFICER, Role.CISO}),
    "firms.manage_people": frozenset({Role.ADMINISTRATOR}),
    "journal.view": frozenset(
        {Role.SECURITY_OFFICER, Role.CISO, Role.INTERNAL_AUDITOR, Role.CPA, Role.SUPERVISOR}
    ),
}
