"""Official documents imported here: the files, the editions made of them, the texts bound to rules.

Files and bound texts are never edited or removed, nor is anything of an import once it is decided;
the database refuses (migrations/0002_decided.py).
"""

from .bound_text import BoundText
from .imported_edition import ImportedEdition, ImportState
from .official_file import OfficialFile
from .proposed_rule import Decision, ProposedRule

__all__ = [
    "BoundText",
    "Decision",
    "ImportState",
    "ImportedEdition",
    "OfficialFile",
    "ProposedRule",
]
