"""Every address of the site; each view has a door (tests/web/test_doors.py)."""

from django.conf import settings
from django.urls import include, path

from .gallery.views import gallery

urlpatterns = [
    path("", include("chahe.web.home.urls")),
    path("accounts/", include("chahe.web.accounts.urls")),
    path("rulebook/", include("chahe.web.rulebooks.urls")),
    path("", include("chahe.web.crosswalk.urls")),
    path("", include("chahe.web.search.urls")),
    path("firms/", include("chahe.web.firms.urls")),
    path("firms/<slug:code>/", include("chahe.web.home.urls_firm")),
    path("firms/<slug:code>/", include("chahe.web.firms.urls_firm")),
    path("firms/<slug:code>/people/", include("chahe.web.firms.urls_people")),
    path("firms/<slug:code>/", include("chahe.web.journal.urls")),
    path("", include("chahe.web.evidence.urls")),
    path("", include("chahe.web.inspections.urls_market")),
    path("firms/<slug:code>/", include("chahe.web.inspections.urls")),
    path("firms/<slug:code>/", include("chahe.web.checking.urls")),
    path("firms/<slug:code>/", include("chahe.web.signatures.urls")),
    path("", include("chahe.web.checking.urls_site")),
    path("calendar/", include("chahe.web.calendar.urls_site")),
    path("firms/<slug:code>/", include("chahe.web.calendar.urls")),
    path("firms/<slug:code>/", include("chahe.web.engagements.urls")),
    path("firms/<slug:code>/", include("chahe.web.xrays.urls")),
    path("reminders/", include("chahe.web.reminders.urls_site")),
    path("firms/<slug:code>/", include("chahe.web.reminders.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("ui/", gallery, name="gallery"))
