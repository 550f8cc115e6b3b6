"""A firm's scope in the formats others use."""

from datetime import date, datetime

from chahe.rulebook import in_force, scope
from chahe.standards import as_bytes, file_name, oscal_profile

from ..rulebooks.editions import editions
from .models import Firm
from .queries import facts_on


def profile_file(firm: Firm, *, document: str, on: date, at: datetime) -> tuple[str, bytes] | None:
    """Return the name and content of a firm's OSCAL profile of a document on a day.

    None if no edition of the document was in force.
    """
    held = [each for each in in_force(editions(), on=on) if each.document == document]
    if not held:
        return None
    standings = scope(held, facts=facts_on(firm, on=on), on=on)
    made = oscal_profile(held[0], standings, firm=firm.name, on=on, at=at)
    return f"{firm.code}-{on.isoformat()}-{file_name(held[0], 'profile')}", as_bytes(made)
