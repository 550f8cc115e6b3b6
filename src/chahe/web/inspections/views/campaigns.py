"""專案查核: one question of many firms, for those who inspect the market."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chahe.rulebook import evidence_kinds
from chahe.web.firms.doors import market_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.listing import Column, Filter, Listing
from chahe.web.templatetags.taiwan import roc
from chahe.workflow import INSPECTION_LABELS

from ..actions.campaigns import open_campaign
from ..forms_planning import CampaignForm
from ..models import Campaign
from ..queries_campaigns import (
    answers_of,
    campaign_of,
    campaigns,
    citable,
    not_yet_asked,
    verdict_words,
)
from .acting import refuse_form

CAMPAIGNS = Listing(
    columns=(
        Column("title", "專案", order_by="title"),
        Column("due", "應完成日", order_by="due_on", value="due_on"),
        Column("firms", "對象", value=lambda row: len(row.firms), number=True),
        Column("sealed", "已封存", value=lambda row: f"{row.sealed}/{row.inspected}"),
        Column("by", "發起", value=lambda row: str(row.opened_by)),
        Column("at", "發起時間", order_by="opened_at", value="opened_at"),
    ),
    search=("title", "question"),
    sort="-at",
    hint="專案名稱或問題",
)
ANSWERS = Listing(
    columns=(
        Column("firm", "證券商", order_by="firm__code", value=lambda row: str(row.firm)),
        Column("title", "查核項目", order_by=("code", "section"), value="title"),
        Column("progress", "已核定", value=lambda row: f"{row.approved}/{row.cells}"),
        Column("verdicts", "結果", value=lambda row: verdict_words(row.papers.all())),
        Column("against", "不符", order_by="against", value="against", number=True),
        Column("state", "狀態", order_by="state", value="get_state_display"),
    ),
    filters=(
        Filter(
            "state", "狀態", [(s.value, label) for s, label in INSPECTION_LABELS.items()], "state"
        ),
    ),
    search=("firm__code", "firm__name", "title"),
    sort="firm",
    hint="證券商或項目",
)


@require_safe
@market_door("inspections.plan")
def index(request: HttpRequest) -> HttpResponse:
    listing = CAMPAIGNS.of(request, campaigns())
    if listing.wants_csv:
        return listing.csv("專案查核")
    context = {"listing": listing, "today": timezone.localdate()}
    return page_or_part(request, "inspections/campaigns.html", "table", context)


@require_http_methods(["GET", "HEAD", "POST"])
@market_door("inspections.plan")
def create(request: HttpRequest) -> HttpResponse:
    firms = [(firm.code, f"{firm.code} {firm.name}") for firm in Firm.objects.all()]
    initial = {"firms": [code for code, _ in firms]}
    form = CampaignForm(request.POST or None, firms=firms, rules=citable(), initial=initial)
    if form.is_bound and form.is_valid():
        opened = refuse_form(form, lambda: _open(request, form))
        if opened:
            messages.success(request, "已發起專案；各家的查核正在建立，這一頁會顯示進度。")
            return redirect("campaign", opened.pk)
    crumbs = [{"label": "專案查核", "url": reverse("campaigns")}]
    context = {"form": form, "crumbs": crumbs}
    status = 422 if form.is_bound else 200
    return render(request, "inspections/campaign_new.html", context, status=status)


def _open(request: HttpRequest, form: CampaignForm) -> Campaign:
    said = form.cleaned_data
    return open_campaign(
        by=request.user,
        words=said,
        steps=said["procedure"].splitlines(),
        evidence_kinds=said["evidence_kinds"],
        rules=said["rules"],
        since=said["since"],
        until=said["until"],
        due_on=said["due_on"],
        firms=said["firms"],
    )


@require_safe
@market_door("inspections.plan")
def show(request: HttpRequest, campaign: int) -> HttpResponse:
    found = campaign_of(campaign)
    listing = ANSWERS.of(request, answers_of(found))
    if listing.wants_csv:
        return listing.csv(f"專案查核-{found.pk}")
    titles = evidence_kinds()
    context = {
        "campaign": found,
        "listing": listing,
        "waiting": not_yet_asked(found),
        "crumbs": [{"label": "專案查核", "url": reverse("campaigns")}],
        "facts": [
            ("緣由", found.reason),
            ("查核問題", found.question),
            ("查核程序", "\n".join(text for _, text in found.procedure)),
            ("要看的佐證", "、".join(titles[kind] for kind in found.evidence_kinds)),
            ("依據的條款", "、".join(found.rules) or "只問上面的問題"),
            ("應完成日", roc(found.due_on)),
            ("發起", str(found.opened_by)),
        ],
    }
    return page_or_part(request, "inspections/campaign.html", "table", context)
