"""The pages of evidence and of signing in, and names for the doors around them."""

from django.http import HttpResponse
from django.urls import include, path
from tests.web.around import AROUND

from chahe.web.home.context import DOORS

urlpatterns = [
    path("accounts/", include("chahe.web.accounts.urls")),
    path("", include("chahe.web.evidence.urls")),
    *(
        path(f"firms/<slug:code>/{name}/", lambda request, code: HttpResponse(), name=name)
        for _, name, _ in DOORS
        if name != "evidence"
    ),
    *(path(f"{name}/", lambda request: HttpResponse(), name=name) for name in AROUND),
    path("firms/", lambda request: HttpResponse(), name="firms"),
]
