"""匯入官方文件: the list, the form, one import and what is done to it as a whole."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chahe.rulebook import ChangeKind
from chahe.workflow import Refused

from ..accounts.doors import market_door
from ..htmx import page_or_part
from ..listing import Column, Filter, Listing
from . import actions_confirm, actions_deciding, actions_imports, queries_imports
from .acting import done
from .editions import edition_by_id
from .forms_imports import AlikeForm, ImportForm, WithdrawForm
from .models import Decision, ImportedEdition, ImportState
from .queries import edition_url

IMPORTS = Listing(
    columns=(
        Column("document", "文件", order_by=("title", "edition"), value="edition_id"),
        Column("edition", "版本", order_by="edition", value="edition_label"),
        Column("file", "檔案", value="file.name"),
        Column("made", "匯入時間", order_by="made_at", value="made_at"),
        Column("by", "匯入者", value="made_by"),
        Column("pending", "待決定", order_by="pending", value="pending", number=True),
        Column("state", "狀態", order_by="state", value="get_state_display"),
    ),
    filters=(Filter("state", "狀態", ImportState.choices, "state"),),
    search=("document", "title", "file__name"),
    sort="-made",
    hint="文件或檔名",
)


def _proposals(default: str) -> Listing:
    return Listing(
        columns=(
            Column("ref", "條號", order_by="position", value="ref"),
            Column("title", "查核項目", value="title"),
            Column("kind", "修正", order_by="kind", value="get_kind_display"),
            Column("origin", "前一版本", value="origin_ref"),
            Column("likeness", "相似度", order_by="likeness", value="percent", number=True),
            Column("question", "題目", value="question", in_table=False),
            Column("text", "官方條文", value="text", in_table=False),
            Column("decision", "決定", order_by="decision", value="get_decision_display"),
        ),
        filters=(
            Filter("decision", "決定", Decision.choices, "decision", default),
            Filter("kind", "修正", [(k.value, k.label) for k in ChangeKind], "kind"),
        ),
        search=("title", "path", "text", "question"),
        sort="ref",
        hint="條號或文字",
        size=100,
    )


PREFILLED = ("target", "day", "base")  # by links to the form, such as a notice of change's
PROPOSALS, UNDECIDED = _proposals(""), _proposals(Decision.PENDING.value)


@require_safe
@market_door("rulebooks.import")
def index(request: HttpRequest) -> HttpResponse:
    listing = IMPORTS.of(request, queries_imports.imports())
    if listing.wants_csv:
        return listing.csv("法規匯入")
    return page_or_part(request, "rulebooks/imports.html", listing.part, {"listing": listing})


@require_http_methods(["GET", "HEAD", "POST"])
@market_door("rulebooks.import")
def new(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        asked = {name: request.GET[name] for name in PREFILLED if name in request.GET}
        return _form_page(request, ImportForm(initial=asked), status=200)
    refused = getattr(request, "upload_refusal", None)  # of evidence's upload handler
    form = ImportForm(request.POST, request.FILES, refused=str(refused or ""))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            imported = actions_imports.import_document(
                data=file.read(), name=file.name, wanted=form.wanted(), by=request.user
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已讀入「{imported.file}」。")
            return redirect(imported)
    return _form_page(request, form, status=413 if refused else 422)


def _form_page(request: HttpRequest, form: ImportForm, *, status: int) -> HttpResponse:
    context = {"form": form, "crumbs": [_crumb(), _crumb_imports()]}
    return render(request, "rulebooks/import_new.html", context, status=status)


@require_safe
@market_door("rulebooks.import")
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(pk), status=200)


def _page(
    request: HttpRequest, imported: ImportedEdition, *, status: int, **forms: Any
) -> HttpResponse:
    summary = queries_imports.summary_of(imported)
    listed = UNDECIDED if summary.pending and imported.is_open else PROPOSALS
    listing = listed.of(request, queries_imports.proposals_of(imported))
    if listing.wants_csv:
        return listing.csv(f"{imported.document.replace('/', '-')}-{imported.edition}")
    edition = edition_by_id(imported.edition_id)
    context = {
        "imported": imported,
        "summary": summary,
        "listing": listing,
        "edition_url": edition_url(edition) if edition else "",
        "alike_form": AlikeForm(imported=imported) if summary.pending else None,
        "withdraw_form": WithdrawForm(),
        "crumbs": [_crumb(), _crumb_imports()],
        **forms,
    }
    return page_or_part(request, "rulebooks/import.html", listing.part, context, status=status)


@require_POST
@market_door("rulebooks.import")
def accept_alike(request: HttpRequest, pk: int) -> HttpResponse:
    imported = _found(pk)
    form = AlikeForm(request.POST, imported=imported)
    if not form.is_valid():
        return _page(request, imported, status=422, alike_form=form)
    done(
        request,
        lambda: actions_deciding.accept_alike(
            imported=imported, by=request.user, **form.cleaned_data
        ),
        "已採納 {} 條。",
    )
    return redirect(imported)


@require_POST
@market_door("rulebooks.import")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    imported = _found(pk)
    said = (
        "條文已補上。"
        if imported.only_text
        else f"已確認，自 {imported.edition_label}施行日起生效。"
    )
    done(request, lambda: actions_confirm.confirm(imported=imported, by=request.user), said)
    return redirect(imported)


@require_POST
@market_door("rulebooks.import")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    imported = _found(pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, imported, status=422, withdraw_form=form)
    done(
        request,
        lambda: actions_imports.withdraw(
            imported=imported, by=request.user, reason=form.cleaned_data["reason"]
        ),
        "已撤回這筆匯入。",
    )
    return redirect(imported)


@require_http_methods(["GET"])
@market_door("rulebooks.import")
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    imported = _found(pk)
    if not imported.file.is_whole:
        messages.error(request, "這份檔案已遭變動，不可使用，請通知系統管理者自備份還原。")
        return redirect(imported)
    response = HttpResponse(bytes(imported.file.content), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, imported.file.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _found(pk: int) -> ImportedEdition:
    if found := queries_imports.import_of(pk):
        return found
    raise Http404("沒有這筆匯入")


def _crumb() -> dict[str, str]:
    return {"label": "法規", "url": reverse("rulebook")}


def _crumb_imports() -> dict[str, str]:
    return {"label": "匯入官方文件", "url": reverse("imports")}
