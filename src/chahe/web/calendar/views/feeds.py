"""A person's feed: to make one, whose address is shown once, and to revoke it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.firms.personal_keys import live_key, make_key, revoke_key

from ..models import Feed
from .tabs import crumbs


@require_http_methods(["GET", "HEAD", "POST"])
@firm_door("calendar.view")
def feed(request: HttpRequest, firm: Firm) -> HttpResponse:
    address = ""
    if request.method == "POST":
        token = make_key(Feed, firm=firm, user=request.user)
        address = request.build_absolute_uri(reverse("calendar_feed_file", args=[token]))
    context = {
        "firm": firm,
        "address": address,
        "feed": live_key(Feed, firm, request.user),
        "crumbs": crumbs(firm),
    }
    response = render(request, "calendar/feed.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@firm_door("calendar.view")
def revoke(request: HttpRequest, firm: Firm) -> HttpResponse:
    if revoke_key(Feed, firm=firm, user=request.user):
        messages.success(request, "已撤銷，原來的訂閱網址不能再用。")
    else:
        messages.error(request, "您沒有訂閱網址可以撤銷。")
    return redirect("calendar_feed", firm.code)
