"""評估程序: every control point from source to conclusion, and the draft of the report."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from chahe.documents.model import Document
from chahe.documents.writers import load_writers
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.inspections.models import WorkingPaper
from chahe.workflow.engagement import ReportKind

from ..assessment import assessment_record
from ..doors import engagement_door
from ..drafts import draft_of
from ..lists import programme, sample_words, steps_of
from ..models import Engagement
from ..queries import counted_inspections, programme_of, waits_for
from .engagements import crumbs


@require_safe
@engagement_door("engagements.view")
def show(request: HttpRequest, firm: Firm, engagement: Engagement) -> HttpResponse:
    inspections = counted_inspections(engagement)
    areas = [(each.section, f"{each.section} {each.title}") for each in inspections]
    listing = programme(areas).of(request, programme_of(engagement, request.user))
    if listing.wants_csv:
        return listing.csv(f"{engagement.number}-評估程序")
    rows = [_row(paper) for paper in listing]
    exclusions = [left_out for each in inspections for left_out in each.exclusions]
    context = {
        "firm": firm,
        "engagement": engagement,
        "listing": listing,
        "rows": rows,
        "cells": sum(each.cells for each in inspections),  # type: ignore[attr-defined]
        "approved": sum(each.approved for each in inspections),  # type: ignore[attr-defined]
        "exclusions": exclusions,
        "suffixes": list(load_writers()),
        "crumbs": crumbs(firm, engagement),
    }
    return page_or_part(request, "engagements/programme.html", "table", context)


def _row(paper: WorkingPaper) -> dict[str, Any]:
    steps = steps_of(paper)
    return {
        "paper": paper,
        "steps": steps,
        "done": sum(bool(done) for _, _, done in steps),
        "sample": sample_words(paper),
        "waits": waits_for(paper),
    }


@require_safe
@engagement_door("engagements.work")
def draft(request: HttpRequest, firm: Firm, engagement: Engagement, suffix: str) -> HttpResponse:
    """Answer the report as it would be today, as a file that says it is a draft."""
    read = assessment_record(engagement, kind=ReportKind.FINAL)
    document = draft_of(read, made_at=timezone.localtime())
    return file_of(document, suffix, f"{engagement.number}-評估報告草稿")


def file_of(document: Document, suffix: str, name: str) -> HttpResponse:
    """Answer a document as a file.

    :raises Http404: if there is no such format
    """
    if suffix not in load_writers():
        raise Http404
    writer = load_writers()[suffix]
    response = HttpResponse(writer.write(document), content_type=writer.media_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{suffix}")
    return response
