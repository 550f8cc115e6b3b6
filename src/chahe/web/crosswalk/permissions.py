"""Who may say what concerns every firm: that two rules ask the same, and what a figure is.

What a figure is for one firm may be said by whoever states its facts (`firms.state_fact`).
"""

from ..accounts.roles import MARKET_WIDE
from ..firms.permissions import governs_rulebooks, held_by

PERMISSIONS = {
    "crosswalk.decide": governs_rulebooks,
    "crosswalk.state_figure": held_by(*MARKET_WIDE),
}
