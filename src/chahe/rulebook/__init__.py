"""Regulation as data: dated, cited, scoped by firm facts.

what a book is       model · load · tree · book (as plain data) · sections · vocabulary · predicate
whom it binds        scope · scope_over (over a span of days) · what_if · interview
what falls due       occurrences · triggers (events) · lines (a rule through editions)
edition on edition   compare · compared · describe · spans · folding · likeness · alignment/
text made edition    propose · adopt
document on document crosswalk · relations · kin · likely
figures              parameter · quantity · reading · conflicts

books/       one file an edition          facts/      one file a question about a firm
parameters/  one file a topic of figures  crosswalk/  one file a pair of documents
triggers/    one file a kind of event

To add an edition, write `books/<body>/<document>/<day in force>.yaml`; a fact, a topic, a kind of
event or the relations of two documents, a file in its folder. Nothing else changes.
"""

from .interview import Asked, Interview, facts_to_ask
from .lines import Lines, lines_of
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
from .occurrences import Due, event_dues, groups_of, occurrences_of
from .scope import Standing, in_force, scope
from .sections import leaves_of, sections
from .triggers import Trigger, load_triggers
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
    "Due",
    "Edition",
    "FactError",
    "FactKind",
    "Interview",
    "Lines",
    "Method",
    "Notice",
    "Retention",
    "Rule",
    "Source",
    "Standing",
    "Step",
    "Strength",
    "Threshold",
    "Trigger",
    "accept_facts",
    "count_leaves",
    "event_dues",
    "evidence_kinds",
    "fact_kind",
    "fact_kinds",
    "facts_to_ask",
    "groups_of",
    "in_force",
    "leaves_of",
    "lines_of",
    "load_editions",
    "load_triggers",
    "occurrences_of",
    "scope",
    "sections",
    "what_if",
]
