"""Regulation as data: dated, cited, scoped by firm facts.

To add an edition, write `books/<body>/<document>/<day in force>.yaml`; to add a fact,
`facts/<id>.yaml`. Nothing else changes.
"""

from .interview import Asked, Interview, facts_to_ask
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
from .vocabulary import (
    FactError,
    FactKind,
    accept_facts,
    evidence_kinds,
    fact_kind,
    fact_kinds,
)
from .what_if import Count, Difference, count_leaves, what_if

__all__ = [
    "Asked",
    "BookError",
    "Change",
    "ChangeKind",
    "Count",
    "Definition",
    "Difference",
    "Edition",
    "FactError",
    "FactKind",
    "Interview",
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
    "count_leaves",
    "evidence_kinds",
    "fact_kind",
    "fact_kinds",
    "facts_to_ask",
    "in_force",
    "leaves_of",
    "load_editions",
    "scope",
    "sections",
    "what_if",
]
