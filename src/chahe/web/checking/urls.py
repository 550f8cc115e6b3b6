"""Addresses below `firms/<code>/`."""

from django.urls import path

from .views import exemptions, intake, results, thresholds

urlpatterns = [
    path("runs/<int:run>/results/", results.show, name="run_results"),
    path("runs/<int:run>/exempt/<slug:key>/", exemptions.ask, name="exemption_ask"),
    path("evidence/intake-key/", intake.key, name="intake_key"),
    path("evidence/intake-key/revoke/", intake.revoke, name="intake_key_revoke"),
    path("thresholds/", thresholds.index, name="thresholds"),
    path("thresholds/<slug:check>/<slug:parameter>/", thresholds.one, name="threshold"),
    path("exemptions/", exemptions.index, name="exemptions"),
    path("exemptions/<int:exemption>/", exemptions.one, name="exemption"),
]
