"""An edition as a file in another format."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from chahe.standards import file_name

from ..accounts.doors import signed_in_door
from . import queries, queries_standards


@require_safe
@signed_in_door
def catalog(request: HttpRequest, body: str, document: str, edition: str) -> HttpResponse:
    """Answer an edition as an OSCAL catalog."""
    found = queries.edition_of(body, document, edition)
    if found is None:
        raise Http404("沒有這個法規版本")
    data = queries_standards.catalog_of(found, at=timezone.now())
    response = HttpResponse(data, content_type="application/json")
    name = file_name(found, "catalog")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
