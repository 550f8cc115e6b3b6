"""Signed reports of an inspection: the list, the signing, the files; and the stamps."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from chahe.web.firms.models import Firm
from chahe.web.inspections.doors import inspection_door
from chahe.web.inspections.models import Inspection, Pack
from chahe.workflow import Refused

from ..htmx import page_or_part
from . import actions, service
from .answering import sign_form, signed_file
from .forms import SignForm
from .lists import SIGNED_REPORTS
from .queries import coverage_of, report_titles, signed_reports_of, why_not_signed
from .uploads import in_memory


@require_safe
@inspection_door("inspections.view")
def signed_reports(request: HttpRequest, firm: Firm, inspection: Inspection) -> HttpResponseBase:
    listing = SIGNED_REPORTS.of(request, signed_reports_of(inspection))
    if listing.wants_csv:
        return listing.csv(f"{inspection.number}-簽署的報告")
    context: dict[str, Any] = {
        "firm": firm,
        "inspection": inspection,
        "listing": listing,
        "why_not": why_not_signed(inspection),
        "covered": coverage_of(inspection),
        "asks": service.is_configured(),
        "crumbs": _crumbs(firm, inspection),
    }
    return page_or_part(request, "signatures/signed_reports.html", "table", context)


@csrf_exempt  # asked within, once the file is known to be received in memory
@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("reports.sign")
@sensitive_post_parameters("passphrase")
@in_memory
@csrf_protect
def sign(request: HttpRequest, firm: Firm, inspection: Inspection) -> HttpResponse:
    if why := why_not_signed(inspection):
        messages.error(request, why)
        return redirect("signed_reports", firm.code, inspection.pk)
    said = {"reports": report_titles(), "signed": list(signed_reports_of(inspection))}
    form = SignForm(request.POST or None, request.FILES or None, **said)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        wanted = actions.Wanted(
            inspection, chosen["report"], chosen["reason"], request.user, form.signed_before()
        )
        if sign_form(request, form, partial(actions.sign_report, wanted=wanted)):
            return redirect("signed_reports", firm.code, inspection.pk)
    context = {"firm": firm, "inspection": inspection, "form": form}
    context["crumbs"] = [
        *_crumbs(firm, inspection),
        {"label": "簽署的報告", "url": reverse("signed_reports", args=[firm.code, inspection.pk])},
    ]
    return render(request, "signatures/sign.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET"])  # to answer HEAD would read it all to hand over nothing
@inspection_door("inspections.view")
def signed_report(
    request: HttpRequest, firm: Firm, inspection: Inspection, signed: int
) -> HttpResponseBase:
    """Answer a signed report, after checking that its bytes are those that were signed."""
    found = get_object_or_404(signed_reports_of(inspection), pk=signed)
    try:
        return signed_file(found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("signed_reports", firm.code, inspection.pk)


@require_safe
@inspection_door("inspections.view")
def pack_stamp(request: HttpRequest, firm: Firm, pack: int) -> HttpResponse:
    """Answer the time stamp of a pack's own head, for `chahe verify PACK --stamp`."""
    found = get_object_or_404(Pack.objects.select_related("inspection"), pk=pack)
    covered = dict(coverage_of(found.inspection).packs).get(found)
    if covered is None or covered.stamp is None:
        messages.error(request, "這個提交包還沒有時戳，取得之後再下載。")
        return redirect("signed_reports", firm.code, found.inspection_id)
    response = HttpResponse(bytes(covered.stamp.answer), content_type="application/timestamp-reply")
    name = f"{found.name.removesuffix('.zip')}.tsr"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _crumbs(firm: Firm, inspection: Inspection) -> list[dict[str, str]]:
    return [
        {"label": "查核", "url": reverse("inspections", args=[firm.code])},
        {"label": str(inspection), "url": reverse("inspection", args=[firm.code, inspection.pk])},
    ]
