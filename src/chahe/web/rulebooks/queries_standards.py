"""An edition in the formats others use."""

from datetime import datetime

from chahe.rulebook import Edition
from chahe.standards import as_bytes, oscal_catalog

from .editions import official_texts


def catalog_of(edition: Edition, *, at: datetime) -> bytes:
    """Return an edition as an OSCAL catalog, with the official texts bound here; one query."""
    return as_bytes(oscal_catalog(edition, at=at, texts=official_texts(edition.id)))
