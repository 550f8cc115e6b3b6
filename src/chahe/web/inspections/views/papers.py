"""工作底稿: one paper, what is written in it, its evidence, checks and signatures."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chahe.checks import load_checks
from chahe.deadlines import format_roc
from chahe.readers import KIND_TITLES
from chahe.rulebook import Strength, evidence_kinds
from chahe.web.evidence.models import Evidence
from chahe.web.firms.models import Firm
from chahe.web.rulebooks.queries import tested_as

from ..actions import checking, papers
from ..actions import evidence as attaching
from ..doors import inspection_door, may
from ..evidence_state import stale_reasons
from ..forms import AttachForm, CommentForm
from ..forms_papers import PaperForm
from ..models import CheckRun, WorkingPaper
from ..queries import candidates_for, paper_of
from ..queries_exemptions import Standing
from ..queries_thresholds import changed_words
from ..readiness import latest_runs
from ..work_on import work_on
from .acting import done, refuse_form
from .paper_shown import page_of, shown_work
from .signing import signing

SHOWN_ROWS = 200


@require_safe
@inspection_door("inspections.view")
def show(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    return paper_page(request, firm, paper_of(firm, paper))


def paper_page(
    request: HttpRequest, firm: Firm, paper: WorkingPaper, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """Answer a paper's page; `forms` are bound ones whose errors it shows."""
    attachments = list(paper.attachments.all())
    stale = stale_reasons(paper.inspection, attachments, on=timezone.localdate())
    values = {name: getattr(paper, name) for name in papers.WRITABLE}
    work = work_on(paper, user=request.user)
    context = {
        **page_of(firm, paper),
        "attached": [(each.evidence, stale.get(each.evidence_id)) for each in attachments],
        "wanted": [(kind, evidence_kinds()[kind]) for kind in paper.evidence_kinds],
        "form": PaperForm(initial=values),
        "said": [(label, values[name]) for name, label in _SAID],
        "attach_form": AttachForm(candidates=candidates_for(paper) if paper.is_draft else []),
        "findings": work.findings,
        **_checked(paper),
        **_rule(paper),
        **shown_work(request, paper, work, evidence=len(attachments)),
        **signing(request, firm, paper, work),
        **forms,
    }
    return render(request, "inspections/paper.html", context, status=status)


_SAID = (("population", "母體及完整性"), ("sample", "樣本及抽樣方法"), ("conclusion", "結論"))


def _checked(paper: WorkingPaper) -> dict[str, Any]:
    runs = latest_runs(paper)
    standing = Standing(runs.values(), paper.inspection.firm)
    return {
        "checks": [_check(paper, name, runs.get(name), standing) for name in paper.checks],
        "shown_rows": SHOWN_ROWS,
        "shown_slice": f":{SHOWN_ROWS}",
    }


def _check(
    paper: WorkingPaper, name: str, run: CheckRun | None, standing: Standing
) -> dict[str, Any]:
    check = load_checks()[name]
    return {
        "check": check,
        "run": run,
        "needs": [KIND_TITLES[kind] for kind in check.needs],
        "only_refutes": tested_as(check, paper.citation) in check.only_refutes,
        "figures": changed_words(run) if run else "",
        "exempted": sum(bool(standing.of(run, row)) for row in run.rows) if run else 0,
    }


def _rule(paper: WorkingPaper) -> dict[str, Any]:
    inspection = paper.inspection
    body, _, document = inspection.document.partition("/")
    facts = [
        ("條號", paper.ref),
        ("代碼", paper.code),
        ("強度", Strength(paper.strength).label),
        ("版本", f"{inspection.document_title}（{paper.edition_label}）"),
        ("期別", inspection.period_label),
        ("應完成日", format_roc(inspection.due_on)),
    ]
    url = reverse("rule", args=[body, document, paper.edition, paper.path])
    return {"rule_facts": facts, "rule_url": url, "rule_sources": paper.sources}


@require_POST
@inspection_door("papers.prepare")
def write(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    found = paper_of(firm, paper)
    form = PaperForm(request.POST)
    if not form.is_valid() or not refuse_form(
        form,
        lambda: papers.write_paper(paper=found, by=request.user, values=form.cleaned_data),
    ):
        return paper_page(request, firm, found, status=422, form=form)
    if "prepare" in request.POST:
        done(
            request,
            lambda: papers.sign_paper(paper=found, step="prepare", by=request.user),
            "已簽為編製完成，等待覆核。",
        )
    else:
        messages.success(request, "已儲存。")
    return redirect("paper", firm.code, found.pk)


@require_POST
@inspection_door("papers.review")
def review(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    return _sign(request, firm, paper, "review", "已覆核，等待核定。")


@require_POST
@inspection_door("papers.approve")
def approve(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    return _sign(request, firm, paper, "approve", "已核定，底稿從現在起唯讀。")


def _sign(request: HttpRequest, firm: Firm, paper: int, step: str, said: str) -> HttpResponse:
    found = paper_of(firm, paper)
    seen, comment = request.POST.get("seen", ""), request.POST.get("comment", "")
    done(
        request,
        lambda: papers.sign_paper(
            paper=found, step=step, by=request.user, seen=seen, comment=comment
        ),
        said,
    )
    return redirect("paper", firm.code, found.pk)


@require_POST
@inspection_door("papers.review")
def send_back(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    found = paper_of(firm, paper)
    form = CommentForm(request.POST, label="要補正的事項")
    if not form.is_valid() or not refuse_form(
        form,
        lambda: papers.return_paper(
            paper=found, by=request.user, comment=form.cleaned_data["comment"]
        ),
    ):
        return paper_page(request, firm, found, status=422, return_form=form)
    messages.success(request, "已退回編製。")
    return redirect("paper", firm.code, found.pk)


@require_POST
@inspection_door("papers.prepare")
def attach(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    found = paper_of(firm, paper)
    form = AttachForm(request.POST, candidates=candidates_for(found))
    if not form.is_valid():
        return paper_page(request, firm, found, status=422, attach_form=form)
    evidence = get_object_or_404(Evidence, firm=firm, pk=form.cleaned_data["evidence"])
    done(
        request,
        lambda: attaching.attach_evidence(paper=found, evidence=evidence, by=request.user),
        f"已附上「{evidence.name}」。",
    )
    return redirect("paper", firm.code, found.pk)


@require_POST
@inspection_door("papers.prepare")
def detach(request: HttpRequest, firm: Firm, paper: int, evidence: int) -> HttpResponse:
    found = paper_of(firm, paper)
    attached = get_object_or_404(Evidence, firm=firm, pk=evidence)
    done(
        request,
        lambda: attaching.detach_evidence(paper=found, evidence=attached, by=request.user),
        f"已移除「{attached.name}」；檔案仍在佐證中。",
    )
    return redirect("paper", firm.code, found.pk)


@require_POST
@inspection_door("papers.prepare")
def check(request: HttpRequest, firm: Firm, paper: int, check: str) -> HttpResponse:
    found = paper_of(firm, paper)
    if check not in load_checks():
        raise Http404
    done(
        request,
        lambda: checking.ask_for_check(paper=found, check_id=check, by=request.user),
        "已開始自動檢測；可以離開這一頁，完成後結果會在這裡。",
    )
    return redirect("paper", firm.code, found.pk)


@require_POST
@inspection_door("papers.prepare")
def cancel(request: HttpRequest, firm: Firm, run: int) -> HttpResponse:
    found = get_object_or_404(
        CheckRun.objects.select_related("paper__inspection__firm"),
        pk=run,
        paper__inspection__firm=firm,
    )
    done(
        request,
        lambda: checking.cancel_check(run=found, by=request.user),
        "已取消；之前的檢測結果沒有改變。",
    )
    return redirect("paper", firm.code, found.paper_id)


@require_safe
@inspection_door("inspections.view")
def run(request: HttpRequest, firm: Firm, run: int) -> HttpResponse:
    """Answer how far a check has come; the paper's page asks while it runs."""
    found = get_object_or_404(
        CheckRun.objects.select_related("paper"), pk=run, paper__inspection__firm=firm
    )
    if not request.htmx:  # type: ignore[attr-defined]
        page = ("run_results", found.pk) if found.is_done else ("paper", found.paper_id)
        return redirect(page[0], firm.code, page[1])  # the journal links here
    shown = {"run": found, "firm": firm, "cancellable": may(request, "papers.prepare")}
    response = render(request, "inspections/_run.html", shown)
    if not found.is_live:
        response["HX-Refresh"] = "true"
    return response
