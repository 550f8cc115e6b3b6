"""委任人員: let in, lengthened or shortened, ended."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from chahe.web.firms.models import Firm
from chahe.web.inspections.views.acting import refuse_form

from ..actions import people
from ..doors import engagement_door
from ..forms import PersonForm, ReasonForm, UntilForm
from ..models import Engagement, EngagementPerson
from .engagements import engagement_page


@require_POST
@engagement_door("engagements.open")
def add(request: HttpRequest, firm: Firm, engagement: Engagement) -> HttpResponse:
    form = PersonForm(request.POST, prefix="person")
    return _done(
        request,
        firm,
        engagement,
        form,
        lambda: people.add_person(engagement=engagement, invited=form.invited, by=request.user),
        shown="person_form",
    )


@require_POST
@engagement_door("engagements.open")
def change(
    request: HttpRequest, firm: Firm, engagement: Engagement, person: EngagementPerson
) -> HttpResponse:
    form = UntilForm(request.POST, prefix=f"until{person.pk}")
    return _done(
        request,
        firm,
        engagement,
        form,
        lambda: people.change_until(person=person, by=request.user, **form.cleaned_data),
        shown="until_form",
        of=person,
    )


@require_POST
@engagement_door("engagements.open")
def end(
    request: HttpRequest, firm: Firm, engagement: Engagement, person: EngagementPerson
) -> HttpResponse:
    form = ReasonForm(request.POST, label="終止的理由", prefix=f"end{person.pk}")
    return _done(
        request,
        firm,
        engagement,
        form,
        lambda: people.remove_person(person=person, by=request.user, **form.cleaned_data),
        shown="end_form",
        of=person,
    )


def _done(
    request: HttpRequest,
    firm: Firm,
    engagement: Engagement,
    form: Any,
    act: Callable[[], Any],
    *,
    shown: str,
    of: EngagementPerson | None = None,
) -> HttpResponse:
    """Run an act on a form; when refused, show the page with it, in the place `of` a person."""
    if form.is_valid() and refuse_form(form, act):
        return redirect("engagement", firm.code, engagement.pk)
    more = {"of_person": {of.pk: {shown: form}}} if of else {shown: form}
    return engagement_page(request, firm, engagement, status=422, **more)
