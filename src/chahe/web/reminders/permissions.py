"""Who may do what here."""

from ..accounts.roles import Role
from ..firms.permissions import READERS

PERMISSIONS: dict[str, frozenset[Role]] = {
    "reminders.view": READERS,
    "reminders.set_schedule": frozenset({Role.SECURITY_OFFICER, Role.CISO}),
    "reminders.view_mail": frozenset({Role.ADMINISTRATOR}),
}
