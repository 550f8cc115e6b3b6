"""Addresses of a firm's inspections, papers and findings; below `firms/<code>/`."""

from django.urls import path

from .views import (
    documents,
    findings,
    history,
    impact,
    inspections,
    papers,
    planning,
    requests,
    uploads,
)

urlpatterns = [
    path("inspections/", inspections.index, name="inspections"),
    path("inspections/plan/", planning.plan, name="inspection_plan"),
    path("inspections/<int:inspection>/", inspections.show, name="inspection"),
    path("inspections/<int:inspection>/seal/", inspections.seal, name="inspection_seal"),
    path("inspections/<int:inspection>/correct/", inspections.correct, name="inspection_correct"),
    path("inspections/<int:inspection>/ask/", requests.ask, name="request_ask"),
    path("inspections/<int:inspection>/pack/", documents.make, name="pack_make"),
    path(
        "inspections/<int:inspection>/<slug:report>.<slug:suffix>", documents.report, name="report"
    ),
    path(
        "rules/<slug:body>/<slug:document>/<slug:edition>/<str:path>/",
        history.rule_papers,
        name="rule_papers",
    ),
    path("impact/", impact.impact, name="firm_impact"),
    path("impact/rescope/", impact.rescope, name="impact_rescope"),
    path("packs/<int:pack>/", documents.pack, name="pack"),
    path("requests/<int:asked>/", requests.answer, name="request"),
    path("papers/<int:paper>/", papers.show, name="paper"),
    path("papers/<int:paper>/write/", papers.write, name="paper_write"),
    path("papers/<int:paper>/review/", papers.review, name="paper_review"),
    path("papers/<int:paper>/approve/", papers.approve, name="paper_approve"),
    path("papers/<int:paper>/return/", papers.send_back, name="paper_return"),
    path("papers/<int:paper>/attach/", papers.attach, name="paper_attach"),
    path("papers/<int:paper>/upload/", uploads.to_paper, name="paper_upload"),
    path("requests/<int:asked>/upload/", uploads.to_request, name="request_upload"),
    path("findings/<int:finding>/upload/", uploads.to_finding, name="finding_upload"),
    path("papers/<int:paper>/detach/<int:evidence>/", papers.detach, name="paper_detach"),
    path("papers/<int:paper>/check/<slug:check>/", papers.check, name="paper_check"),
    path("papers/<int:paper>/findings/new/", findings.create, name="finding_new"),
    path("runs/<int:run>/", papers.run, name="run"),
    path("findings/", findings.index, name="findings"),
    path("findings/<int:finding>/", findings.show, name="finding"),
    path("findings/<int:finding>/plan/", findings.plan, name="finding_plan"),
    path("findings/<int:finding>/cure/", findings.cure, name="finding_cure"),
    path("findings/<int:finding>/attach/", findings.attach, name="finding_attach"),
    path("findings/<int:finding>/close/", findings.close, name="finding_close"),
    path("findings/<int:finding>/reject/", findings.reject, name="finding_reject"),
    path("findings/<int:finding>/withdraw/", findings.withdraw, name="finding_withdraw"),
]
