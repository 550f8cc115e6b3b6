"""Cells of an inspection: a paper for each rule that binds, a reason for each that does not."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from chahe.rulebook import Standing, fact_kinds
from chahe.web.rulebooks.queries import checks_of

from ..models import Inspection, WorkingPaper


def new_paper(inspection: Inspection, leaf: Standing, *, position: int) -> WorkingPaper:
    """Return the paper, not yet saved, that answers a rule in an inspection."""
    paper = WorkingPaper(inspection=inspection, position=position)
    word_paper(paper, leaf)
    return paper


def word_paper(paper: WorkingPaper, leaf: Standing) -> None:
    """Copy a rule, as it stands in its edition, onto a paper."""
    rule = leaf.rule
    paper.edition, paper.path = leaf.edition.edition, rule.path
    paper.code, paper.ref, paper.title = rule.code, rule.ref, rule.title
    paper.question, paper.strength = rule.question, rule.strength
    paper.scope_reason = leaf.reason
    paper.procedure = [[step.method.label, step.text] for step in rule.procedure]
    paper.sources = [source.text for source in rule.sources]
    paper.evidence_kinds = list(rule.evidence)
    paper.checks = [check.id for check in checks_of(leaf.edition, rule)]
    paper.changed_at = timezone.now()


def exclusions_of(leaves: Iterable[Standing]) -> list[dict[str, str]]:
    """Return the rules that do not bind, and why, as an inspection keeps them."""
    return [
        {"ref": leaf.rule.ref, "title": leaf.rule.title, "reason": leaf.reason}
        for leaf in leaves
        if not leaf.applies
    ]


def said_facts(stated: dict[str, Any]) -> list[list[str]]:
    """Return a firm's facts in words, as an inspection keeps them."""
    kinds = fact_kinds()
    return [[kinds[name].title, kinds[name].word(value)] for name, value in stated.items()]
