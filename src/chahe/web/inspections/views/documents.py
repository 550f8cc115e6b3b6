"""What leaves an inspection: papers as files, and the pack."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from chahe.documents.reports import load_reports
from chahe.documents.writers import load_writers
from chahe.web.evidence.queries import verify_all
from chahe.web.evidence.refusals import EvidenceDamaged
from chahe.web.firms.models import Firm

from ..actions import packing, sealing
from ..doors import inspection_door
from ..models import Inspection, Pack
from ..record import inspection_record
from .acting import done


@require_safe
@inspection_door("inspections.view")
def report(
    request: HttpRequest, firm: Firm, inspection: Inspection, report: str, suffix: str
) -> HttpResponse:
    """Answer a report as a file, after checking that its evidence is what was handed in."""
    if report not in load_reports() or suffix not in load_writers():
        raise Http404
    found = inspection
    try:
        verify_all(sealing.evidence_of(found))
    except EvidenceDamaged as damaged:
        messages.error(request, str(damaged))
        return redirect("inspection", firm.code, found.pk)
    made = load_reports()[report]
    writer = load_writers()[suffix]
    document = made.build(inspection_record(found), made_at=timezone.localtime())
    response = HttpResponse(writer.write(document), content_type=writer.media_type)
    name = f"{found.number}-{made.title}.{suffix}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_POST
@inspection_door("inspections.pack")
def make(request: HttpRequest, firm: Firm, inspection: Inspection) -> HttpResponse:
    found = inspection
    done(
        request,
        lambda: packing.make_pack(inspection=found, by=request.user),
        "提交包已製作，可以下載。",
    )
    return redirect("inspection", firm.code, found.pk)


@require_safe
@inspection_door("inspections.view")
def pack(request: HttpRequest, firm: Firm, pack: int) -> FileResponse:
    found = get_object_or_404(Pack, inspection__firm=firm, pk=pack)
    path = packing.pack_path(found)
    if not path.exists():
        raise Http404("提交包的檔案不在了，請重新製作。")
    return FileResponse(path.open("rb"), as_attachment=True, filename=found.name)
