"""What leaves the calendar: the annual plan as a file, and the year for calendar programs."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from chahe.documents.papers import load_papers
from chahe.documents.writers import load_writers
from chahe.web.accounts.doors import token_door
from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.firms.personal_keys import key_of

from ..asked import asked_year
from ..ics import calendar_of
from ..models import Feed
from ..record import plan_record

PAPER = "annual_plan"


@require_safe
@firm_door("calendar.view")
def annual_plan(request: HttpRequest, firm: Firm, suffix: str) -> HttpResponse:
    if suffix not in load_writers():
        raise Http404
    today = timezone.localdate()
    year = asked_year(request, today=today)
    paper, writer = load_papers()[PAPER], load_writers()[suffix]
    record = plan_record(firm, request.user, year, today=today, kind=request.GET.get("kind", ""))
    document = paper.build(record, made_at=timezone.localtime())
    response = HttpResponse(writer.write(document), content_type=writer.media_type)
    name = f"{firm.code}-{year.year - 1911}年{paper.title}.{suffix}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_safe
@firm_door("calendar.view")
def year_file(request: HttpRequest, firm: Firm) -> HttpResponse:
    """Answer a year's items as an iCalendar file."""
    year = asked_year(request, today=timezone.localdate())
    response = _calendar(request, firm, request.user, years=[year.year])
    name = f"{firm.code}-{year.year - 1911}年查核計畫.ics"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_safe
@token_door
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a feed to whoever knows its token: last year's items to next year's."""
    found = key_of(Feed, token, permission="calendar.view")
    if found is None:
        raise Http404
    this = timezone.localdate().year
    return _calendar(request, found.firm, found.user, years=[this - 1, this, this + 1])


def _calendar(request: HttpRequest, firm: Firm, user: object, *, years: list[int]) -> HttpResponse:
    content = calendar_of(
        firm,
        user,
        years=years,
        url_of=lambda item: request.build_absolute_uri(
            reverse("calendar_item", args=[firm.code, item.pk])
        ),
        made_at=timezone.localtime(),
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    return response
