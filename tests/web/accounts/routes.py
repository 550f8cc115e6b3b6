"""The addresses these tests walk through: the sign-in pages, a home, a firm's people, two doors.

Every other page that the side names is one empty page, so that no other app is tested here.
"""

from django.http import HttpResponse
from django.urls import include, path
from tests.web.around import AROUND

from chahe.web.accounts.doors import signed_in_door
from chahe.web.firms.doors import firm_door, market_door
from chahe.web.home.context import DOORS

home = signed_in_door(lambda request: HttpResponse("home"))
of_firm = firm_door("firms.manage_people")(lambda request, firm: HttpResponse("firm"))
of_market = market_door("firms.create")(lambda request: HttpResponse("market"))

urlpatterns = [
    path("", home, name="home"),
    path("accounts/", include("chahe.web.accounts.urls")),
    path("firms/<slug:code>/people/", include("chahe.web.firms.urls_people")),
    path("firms/<slug:code>/", of_firm),
    path("market/", of_market),
    path("firms/", home, name="firms"),
    *(path(f"{name}/", home, name=name) for name in AROUND),
    *(
        path(f"firms/<slug:code>/{name}/", of_firm, name=name)
        for _, name, _ in DOORS
        if name != "firm_people"
    ),
]
