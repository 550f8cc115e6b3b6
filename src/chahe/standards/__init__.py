"""Rulebooks in the formats others use: OSCAL in and out, CISO Assistant's libraries in.

catalog    an edition as an OSCAL catalog
profile    a firm's scope as an OSCAL profile
mapping    relations between two editions as an OSCAL mapping collection
imports/   one file a format: a framework the user owns, read as an official document
"""

from .catalog import oscal_catalog
from .document import as_bytes
from .imports import load_imports, read_any
from .mapping import oscal_mapping
from .names import file_name
from .profile import oscal_profile

__all__ = [
    "as_bytes",
    "file_name",
    "load_imports",
    "oscal_catalog",
    "oscal_mapping",
    "oscal_profile",
    "read_any",
]
