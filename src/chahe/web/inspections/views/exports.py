"""An inspection in OSCAL, as files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from chahe.documents.oscal import NotExported, load_exports
from chahe.web.evidence.queries import verify_all
from chahe.web.evidence.refusals import EvidenceDamaged
from chahe.web.firms.models import Firm
from chahe.web.journal.models import Head

from ..actions.sealing import evidence_of
from ..doors import inspection_door
from ..models import Inspection
from ..oscal_files import oscal_file
from ..record import inspection_record


@require_safe
@inspection_door("inspections.view")
def oscal(request: HttpRequest, firm: Firm, inspection: Inspection, export: str) -> HttpResponse:
    """Answer an export as a file, after checking that its evidence is what was handed in."""
    if export not in load_exports():
        raise Http404
    made = load_exports()[export]
    try:
        verify_all(evidence_of(inspection))
        record = inspection_record(inspection, head=Head.objects.order_by("-size").first())
        content = oscal_file(inspection, made, record, made_at=timezone.localtime())
    except (EvidenceDamaged, NotExported) as refused:
        messages.error(request, str(refused))
        return redirect("inspection", firm.code, inspection.pk)
    response = HttpResponse(content, content_type="application/json")
    name = made.file_name(record)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
