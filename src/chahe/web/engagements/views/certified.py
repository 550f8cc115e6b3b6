"""憑證簽署: an issued report's PDF signed by a certificate, and handed out."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from chahe.web.firms.models import Firm
from chahe.web.signatures.answering import sign_form, signed_file
from chahe.web.signatures.forms import CertificateForm
from chahe.web.signatures.uploads import in_memory
from chahe.workflow import Refused

from ..actions.certifying import certify_report
from ..doors import engagement_door
from ..models import AssessmentReport, Engagement
from .engagements import crumbs


@csrf_exempt  # asked within, once the file is known to be received in memory
@require_http_methods(["GET", "HEAD", "POST"])
@engagement_door("engagements.issue")
@sensitive_post_parameters("passphrase")
@in_memory
@csrf_protect
def certify(
    request: HttpRequest, firm: Firm, engagement: Engagement, assessment: AssessmentReport
) -> HttpResponse:
    if not assessment.is_issued:
        messages.error(request, "報告出具之後才能用憑證簽署；檔案在出具時才定下來。")
        return redirect("assessment", firm.code, assessment.pk)
    form = CertificateForm(
        request.POST or None, request.FILES or None, signed=list(assessment.certified.all())
    )
    if form.is_bound and form.is_valid():
        act = partial(
            certify_report,
            report=assessment,
            by=request.user,
            reason=form.cleaned_data["reason"],
            onto=form.signed_before(),
        )
        if sign_form(request, form, act):
            return redirect("assessment", firm.code, assessment.pk)
    label = f"{engagement.number} {assessment.title}"
    url = reverse("assessment", args=[firm.code, assessment.pk])
    context = {
        "firm": firm,
        "report": assessment,
        "form": form,
        "crumbs": [*crumbs(firm, engagement), {"label": label, "url": url}],
    }
    return render(
        request, "engagements/certify.html", context, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET"])  # to answer HEAD would read it all to hand over nothing
@engagement_door("engagements.view")
def file(
    request: HttpRequest,
    firm: Firm,
    engagement: Engagement,
    assessment: AssessmentReport,
    certified: int,
) -> HttpResponseBase:
    """Answer a signed file, after checking that its bytes are those that were signed."""
    found = get_object_or_404(assessment.certified.select_related("blob"), pk=certified)
    try:
        return signed_file(found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("assessment", firm.code, assessment.pk)
