"""Addresses of a firm's inspections, papers and findings; below `firms/<code>/`."""

from django.urls import include, path

from .views import (
    documents,
    exports,
    history,
    impact,
    inspections,
    planning,
    uploads,
)

urlpatterns = [
    path("inspections/", inspections.index, name="inspections"),
    path("inspections/plan/", planning.plan, name="inspection_plan"),
    path("inspections/<int:inspection>/", inspections.show, name="inspection"),
    path("inspections/<int:inspection>/seal/", inspections.seal, name="inspection_seal"),
    path("inspections/<int:inspection>/correct/", inspections.correct, name="inspection_correct"),
    path("inspections/<int:inspection>/pack/", documents.make, name="pack_make"),
    path(
        "inspections/<int:inspection>/<slug:report>.<slug:suffix>", documents.report, name="report"
    ),
    path(
        "inspections/<int:inspection>/oscal/<slug:export>.json", exports.oscal, name="oscal_export"
    ),
    path(
        "rules/<slug:body>/<slug:document>/<slug:edition>/<str:path>/",
        history.rule_papers,
        name="rule_papers",
    ),
    path("impact/", impact.impact, name="firm_impact"),
    path("impact/rescope/", impact.rescope, name="impact_rescope"),
    path("packs/<int:pack>/", documents.pack, name="pack"),
    path("papers/<int:paper>/upload/", uploads.to_paper, name="paper_upload"),
    path("findings/<int:finding>/upload/", uploads.to_finding, name="finding_upload"),
    path("", include("chahe.web.inspections.urls_findings")),
    path("", include("chahe.web.inspections.urls_papers")),
    path("", include("chahe.web.inspections.urls_requests")),
]
