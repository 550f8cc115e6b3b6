"""A firm's scope as a file in another format."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from .doors import firm_door
from .forms_scope import ScopeForm
from .models import Firm
from .queries_standards import profile_file


@require_safe
@firm_door("firms.view")
def oscal_profile(request: HttpRequest, firm: Firm) -> HttpResponse:
    """Answer an OSCAL profile of the document and day asked for, as the scope explorer asks."""
    if not (document := request.GET.get("document", "")):
        return redirect("firm_scope", code=firm.code)
    form = ScopeForm(request.GET, documents={document: document})
    if not form.is_valid():
        raise Http404("看不懂日期或文件")
    on = form.cleaned_data["on"] or timezone.localdate()
    made = profile_file(firm, document=document, on=on, at=timezone.now())
    if made is None:
        raise Http404("那一天沒有這份文件")
    response = HttpResponse(made[1], content_type="application/json")
    response["Content-Disposition"] = content_disposition_header(True, made[0])
    return response
