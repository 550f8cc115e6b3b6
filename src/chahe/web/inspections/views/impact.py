"""版本影響: what a new edition changes for a firm, and the button that brings it into open work."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from chahe.rulebook import Edition
from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.templatetags.rulebook_words import edition_name

from ..actions.rescoping import rescope as rescope_open
from ..impact import comparable, impact_of, pair_of
from ..models.inspection import edition_label


@require_safe
@firm_door("inspections.view")
def impact(request: HttpRequest, firm: Firm) -> HttpResponse:
    today = timezone.localdate()
    asked = (request.GET.get("from", ""), request.GET.get("to", ""))
    pair = pair_of(*asked, today=today)
    context = {
        "firm": firm,
        "impact": impact_of(firm, *pair, today=today) if pair else None,
        "begun": bool(pair) and _has_begun(pair[1], today),
        "choices": [(each.id, _name(each)) for each in comparable()],
        "missed": bool(pair) and any(asked) and asked != (pair[0].id, pair[1].id),
        "may_rescope": request.user.has_perm("inspections.rescope", firm),
    }
    return render(request, "inspections/impact.html", context)


@require_POST
@firm_door("inspections.rescope")
def rescope(request: HttpRequest, firm: Firm) -> HttpResponse:
    today = timezone.localdate()
    asked = (request.POST.get("from", ""), request.POST.get("to", ""))
    pair = pair_of(*asked, today=today)
    if pair is None or not _has_begun(pair[1], today):
        messages.error(request, "這個版本還沒有施行；到了施行日，進行中的查核會重新界定範圍。")
        return redirect("firm_impact", firm.code)
    because = f"「{pair[1].title}」{edition_label(pair[1].edition)}的影響"
    on = pair[1].start or date.min
    changed = rescope_open(firm, on=on, by=request.user, because=because, today=today)
    if changed:
        numbers = "、".join(inspection.number for inspection in changed)
        messages.success(request, f"已重新界定 {len(changed)} 次查核的範圍：{numbers}。")
    else:
        messages.info(request, "進行中的查核都已經符合現行版本與公司概況，沒有需要變更的。")
    query = urlencode({"from": pair[0].id, "to": pair[1].id})
    return redirect(f"{reverse('firm_impact', args=[firm.code])}?{query}")


def _has_begun(edition: Edition, today: date) -> bool:
    return edition.start is None or edition.start <= today


def _name(edition: Edition) -> str:
    return f"{edition_name(edition)}　{edition.title}"
