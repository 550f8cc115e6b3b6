"""Who may do what here."""

from ..accounts.roles import Role

PERMISSIONS: dict[str, frozenset[Role]] = {}
