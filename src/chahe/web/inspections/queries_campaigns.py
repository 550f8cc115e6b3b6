"""Questions about campaigns 專案查核: who was asked, and how far each has come."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from chahe.rulebook import in_force
from chahe.web.rulebooks.editions import editions
from chahe.workflow import InspectionState, PaperState, Verdict

from .models import Campaign, Inspection

_SEALED = Q(inspections__state=InspectionState.SEALED)


def campaigns() -> QuerySet[Campaign]:
    """Return every campaign with how many inspections it has, and how many are sealed."""
    return Campaign.objects.select_related("opened_by").annotate(
        asked=Count("inspections__firm", distinct=True),
        inspected=Count("inspections", distinct=True),
        sealed=Count("inspections", filter=_SEALED, distinct=True),
    )


def campaign_of(pk: int) -> Campaign:
    """Return one campaign.

    :raises Http404: if there is none
    """
    return get_object_or_404(campaigns(), pk=pk)


def answers_of(campaign: Campaign) -> QuerySet[Inspection]:
    """Return a campaign's inspections by firm, with their papers' verdicts and counts."""
    return (
        campaign.inspections.select_related("firm", "campaign")
        .prefetch_related(Prefetch("papers"))
        .annotate(
            cells=Count("papers", filter=~Q(papers__state=PaperState.LEFT)),
            approved=Count("papers", filter=Q(papers__state=PaperState.APPROVED)),
            against=Count("papers", filter=Q(papers__verdict=Verdict.NONCONFORMING)),
        )
    )


def not_yet_asked(campaign: Campaign) -> list[str]:
    """Return the codes of firms that the worker has not come to."""
    asked = set(campaign.inspections.values_list("firm__code", flat=True))
    return [code for code in campaign.firms if code not in asked]


def verdict_words(papers: Iterable[Any]) -> str:
    """Return the verdicts of some papers in words, as they stand."""
    return "、".join(paper.get_verdict_display() or "未填" for paper in papers)


def citable() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the leaves in force today as choices, by document."""
    return [
        (
            edition.title,
            [
                (edition.cite(rule), f"{rule.ref} {rule.title}")
                for rule in edition.rules
                if rule.leaf
            ],
        )
        for edition in in_force(editions(), on=timezone.localdate())
    ]
