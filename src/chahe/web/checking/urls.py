"""Addresses below `firms/<code>/`."""

from django.urls import path

from .views import exemptions, results

urlpatterns = [
    path("runs/<int:run>/results/", results.show, name="run_results"),
    path("runs/<int:run>/exempt/<slug:key>/", exemptions.ask, name="exemption_ask"),
    path("exemptions/", exemptions.index, name="exemptions"),
    path("exemptions/<int:exemption>/", exemptions.one, name="exemption"),
]
