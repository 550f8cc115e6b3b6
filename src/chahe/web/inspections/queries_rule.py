"""Questions about the papers of one rule, through the editions it stood in."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from chahe.rulebook import Edition, Rule
from chahe.web.rulebooks.queries_rule import line_of

from .kinds import seen_by
from .models import WorkingPaper


def papers_of_rule(firm: Any, user: Any, edition: Edition, rule: Rule) -> QuerySet[WorkingPaper]:
    """Return a firm's papers of a rule, and of what it was or became, that a user may see.

    The newest period comes first.
    """
    seen = seen_by(user, firm, through="inspection__")
    papers = WorkingPaper.objects.filter(seen, inspection__firm=firm).select_related(
        "inspection__firm"
    )
    return papers.filter(_among(line_of(edition.cite(rule)))).order_by(
        "-inspection__period_start", "-inspection__version", "inspection", "position"
    )


def verdicts_of(papers: QuerySet[WorkingPaper]) -> dict[str, int]:
    """Return how many papers there are of each verdict; "" are those unanswered."""
    return dict(papers.order_by().values_list("verdict").annotate(Count("pk")))


def _among(citations: Iterable[str]) -> Q:
    cited = Q()
    for citation in citations:
        edition_id, _, path = citation.partition("#")
        document, _, edition = edition_id.partition("@")
        cited |= Q(inspection__document=document, edition=edition, path=path)
    return cited
