"""評估報告: proposed, shown, signed, issued, withdrawn; its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chahe.documents.opinion import opinion_for
from chahe.documents.writers import load_writers
from chahe.web.firms.models import Firm
from chahe.web.inspections.views.acting import done, refuse_form
from chahe.web.templatetags.taiwan import roc_time
from chahe.workflow.engagement import SIGNERS, ReportKind, final_problems

from ..actions import reports
from ..assessment import assessment_record, record_of
from ..doors import engagement_door
from ..drafts import draft_of
from ..forms import ReasonForm
from ..forms_reports import OpinionForm
from ..models import AssessmentReport, Engagement
from ..queries import progress_of
from .engagements import crumbs
from .programme import file_of


@require_http_methods(["GET", "HEAD", "POST"])
@engagement_door("engagements.issue")
def propose(request: HttpRequest, firm: Firm, engagement: Engagement) -> HttpResponse:
    """Propose the final report, or say what it waits for."""
    progress = progress_of(engagement)
    opinion = opinion_for(assessment_record(engagement, kind=ReportKind.FINAL).rows)
    corrects = engagement.reports.filter(kind=ReportKind.FINAL, state="issued").exists()
    form = OpinionForm(
        request.POST if request.method == "POST" else None,
        allowed=opinion.allowed,
        gives_opinion=engagement.gives_opinion,
        corrects=corrects,
    )
    if form.is_bound and form.is_valid():
        proposed = refuse_form(
            form,
            lambda: reports.propose_report(
                engagement=engagement, kind=ReportKind.FINAL, by=request.user, **form.cleaned_data
            ),
        )
        if proposed:
            return redirect("assessment", firm.code, proposed.pk)
    context = {
        "firm": firm,
        "engagement": engagement,
        "form": form,
        "opinion": opinion,
        "problems": final_problems(
            unsealed=progress.unsealed, unapproved=progress.cells - progress.approved
        ),
        "signers": SIGNERS,
        "crumbs": crumbs(firm, engagement),
    }
    status = 422 if form.is_bound else 200
    return render(request, "engagements/propose.html", context, status=status)


@require_POST
@engagement_door("engagements.issue")
def propose_interim(request: HttpRequest, firm: Firm, engagement: Engagement) -> HttpResponse:
    proposed = done(
        request,
        lambda: reports.propose_report(
            engagement=engagement, kind=ReportKind.INTERIM, by=request.user
        ),
        "期中報告已提出，等候簽證。",
    )
    if proposed:
        return redirect("assessment", firm.code, proposed.pk)
    return redirect("engagement", firm.code, engagement.pk)


@require_safe
@engagement_door("engagements.view")
def show(
    request: HttpRequest, firm: Firm, engagement: Engagement, assessment: AssessmentReport
) -> HttpResponse:
    return report_page(request, firm, engagement, assessment)


@require_POST
@engagement_door("engagements.issue")
def sign(
    request: HttpRequest, firm: Firm, engagement: Engagement, assessment: AssessmentReport
) -> HttpResponse:
    done(
        request,
        lambda: reports.sign_report(
            report=assessment, by=request.user, seen=request.POST.get("seen", "")
        ),
        "已簽證。",
    )
    return redirect("assessment", firm.code, assessment.pk)


@require_POST
@engagement_door("engagements.issue")
def issue(
    request: HttpRequest, firm: Firm, engagement: Engagement, assessment: AssessmentReport
) -> HttpResponse:
    done(
        request,
        lambda: reports.issue_report(report=assessment, by=request.user),
        "報告已出具，內容從此不變。",
    )
    return redirect("assessment", firm.code, assessment.pk)


@require_POST
@engagement_door("engagements.issue")
def withdraw(
    request: HttpRequest, firm: Firm, engagement: Engagement, assessment: AssessmentReport
) -> HttpResponse:
    form = ReasonForm(request.POST, label="撤回的理由")
    withdrawn = form.is_valid() and refuse_form(
        form,
        lambda: reports.withdraw_report(
            report=assessment, reason=form.cleaned_data["reason"], by=request.user
        ),
    )
    if not withdrawn:
        return report_page(request, firm, engagement, assessment, status=422, withdraw_form=form)
    return redirect("assessment", firm.code, assessment.pk)


@require_safe
@engagement_door("engagements.view")
def file(
    request: HttpRequest,
    firm: Firm,
    engagement: Engagement,
    assessment: AssessmentReport,
    suffix: str,
) -> HttpResponse:
    """Answer an issued report's own bytes; of a proposed one, a draft, to its people alone."""
    name = f"{engagement.number}-{assessment.title}"
    if assessment.is_issued:
        kept = get_object_or_404(assessment.files, suffix=suffix)
        media_type = load_writers()[suffix].media_type
        response = HttpResponse(bytes(kept.content), content_type=media_type)
        response["Content-Disposition"] = content_disposition_header(True, f"{name}.{suffix}")
        return response
    if not (assessment.is_proposed and request.user.has_perm("engagements.issue", firm)):
        raise Http404
    document = draft_of(record_of(assessment), made_at=timezone.localtime())
    return file_of(document, suffix, f"{name}草稿")


def report_page(
    request: HttpRequest,
    firm: Firm,
    engagement: Engagement,
    report: AssessmentReport,
    *,
    status: int = 200,
    withdraw_form: ReasonForm | None = None,
) -> HttpResponse:
    """Answer a report's page."""
    signatures = list(report.signatures.select_related("signer"))
    signed = any(each.signer_id == request.user.pk for each in signatures)
    context = {
        "firm": firm,
        "engagement": engagement,
        "report": report,
        "signatures": signatures,
        "signers": SIGNERS,
        "is_whole": len(signatures) >= SIGNERS,
        "signed": signed,
        "changed": report.is_proposed and reports.is_changed(report),
        "about": _about(report),
        "counts": _counts(report),
        "files": report.files.defer("content"),
        "certified": report.is_issued
        and report.certified.select_related("blob", "signed_by", "onto"),
        "suffixes": list(load_writers()),
        "withdraw_form": withdraw_form or ReasonForm(label="撤回的理由"),
        "crumbs": crumbs(firm, engagement),
    }
    return render(request, "engagements/report.html", context, status=status)


def _about(report: AssessmentReport) -> list[tuple[str, str]]:
    found = [
        ("種類", report.get_kind_display()),
        ("意見", report.get_opinion_display() or "不表示意見"),
        ("選擇意見的理由", report.why or "—"),
        ("提出", f"{report.proposed_by}，{roc_time(report.proposed_at)}"),
    ]
    if report.replaces:
        found.append(("更正", f"{report.replaces.title}：{report.correction}"))
    if report.ended_at:
        why = f"：{report.ended_reason}" if report.ended_reason else ""
        ended = f"{report.ended_by}，{roc_time(report.ended_at)}{why}"
        found.append((report.get_state_display(), ended))
    return found


def _counts(report: AssessmentReport) -> list[tuple[str, int]]:
    """Count the control points of a report by result, as it was proposed."""
    results = [row["result"] or "" for row in report.record["rows"]]
    return [(result, results.count(result)) for result in dict.fromkeys(results)]
