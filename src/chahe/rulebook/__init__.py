"""Regulation as data: dated, cited, scoped by firm facts.

To add an edition, write `books/<body>/<document>/<day in force>.yaml`; to add a fact,
`facts/<id>.yaml`. Nothing else changes.
"""

from .load import BookError, load_editions
from .model import (
    Change,
    ChangeKind,
    Definition,
    Edition,
    Method,
    Notice,
    Retention,
    Rule,
    Source,
    Step,
    Strength,
    Threshold,
)
from .scope import Standing, in_force, scope
from .sections import leaves_of, sections
from .vocabulary import FactError, FactKind, accept_facts, evidence_kinds, fact_kinds

__all__ = [
    "BookError",
    "Change",
    "ChangeKind",
    "Definition",
    "Edition",
    "FactError",
    "FactKind",
    "Method",
    "Notice",
    "Retention",
    "Rule",
    "Source",
    "Standing",
    "Step",
    "Strength",
    "Threshold",
    "accept_facts",
    "evidence_kinds",
    "fact_kinds",
    "in_force",
    "leaves_of",
    "load_editions",
    "scope",
    "sections",
]
