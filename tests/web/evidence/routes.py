"""The pages of evidence and of signing in, and names for the doors around them."""

from django.http import HttpResponse
from django.urls import include, path

from chahe.web.home.context import DOORS

urlpatterns = [
    path("accounts/", include("chahe.web.accounts.urls")),
    path("", include("chahe.web.evidence.urls")),
    *(
        path(f"firms/<slug:code>/{name}/", lambda request, code: HttpResponse(), name=name)
        for _, name, _ in DOORS
        if name != "evidence"
    ),
    path("rulebook/", lambda request: HttpResponse(), name="rulebook"),
    path("firms/", lambda request: HttpResponse(), name="firms"),
]
