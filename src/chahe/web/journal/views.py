"""軌跡: a firm's entries, one entry with its proof. `firms/urls_firm.py` gives them their door."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from chahe.ledger.canonical import canonical

from ..htmx import page_or_part
from . import queries
from .lists import JOURNAL
from .shown import Shown
from .verify import entry_problems


@require_safe
def entries(request: HttpRequest, firm: Any) -> HttpResponse:
    listing = JOURNAL.of(request, queries.entries_of(firm.code))
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-軌跡")
    context = {"firm": firm, "listing": listing, "rows": map(Shown, listing)}
    return page_or_part(request, "journal/entries.html", listing.part, context)


@require_safe
def entry(request: HttpRequest, firm: Any, seq: int) -> HttpResponse:
    found = get_object_or_404(queries.entries_of(firm.code), seq=seq)
    context = {
        "firm": firm,
        "entry": found,
        "shown": Shown(found),
        "leaf": bytes(found.leaf).hex(),
        "problems": entry_problems(found),
        "proof": queries.proof_of(found),
        "crumbs": [{"label": "軌跡", "url": reverse("journal", args=[firm.code])}],
    }
    return render(request, "journal/entry.html", context)


@require_safe
def proof(request: HttpRequest, firm: Any, seq: int) -> HttpResponse:
    """Answer an entry's proof as a file that verifies without this instance."""
    found = get_object_or_404(queries.entries_of(firm.code), seq=seq)
    proven = queries.proof_of(found)
    if proven is None:
        raise Http404("這筆紀錄尚未簽署")
    response = HttpResponse(canonical(proven.as_data()), content_type="application/json")
    name = f"journal-{firm.code}-{found.seq}.json"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
