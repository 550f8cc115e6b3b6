"""Addresses below `firms/<code>/`."""

from django.urls import path

from .views import certified, engagements, people, programme, reports, stops

urlpatterns = [
    path("engagements/", engagements.index, name="engagements"),
    path("engagements/new/", engagements.create, name="engagement_new"),
    path("engagements/<int:engagement>/", engagements.show, name="engagement"),
    path("engagements/<int:engagement>/cancel/", engagements.cancel, name="engagement_cancel"),
    path("engagements/<int:engagement>/correct/", engagements.correct, name="engagement_correct"),
    path("engagements/<int:engagement>/programme/", programme.show, name="programme"),
    path(
        "engagements/<int:engagement>/draft.<slug:suffix>", programme.draft, name="programme_draft"
    ),
    path("engagements/<int:engagement>/people/", people.add, name="engaged_add"),
    path("engaged/<int:person>/until/", people.change, name="engaged_change"),
    path("engaged/<int:person>/end/", people.end, name="engaged_end"),
    path("engagements/<int:engagement>/report/", reports.propose, name="assessment_new"),
    path(
        "engagements/<int:engagement>/interim/", reports.propose_interim, name="assessment_interim"
    ),
    path("assessments/<int:assessment>/", reports.show, name="assessment"),
    path("assessments/<int:assessment>/sign/", reports.sign, name="assessment_sign"),
    path("assessments/<int:assessment>/issue/", reports.issue, name="assessment_issue"),
    path("assessments/<int:assessment>/withdraw/", reports.withdraw, name="assessment_withdraw"),
    path("assessments/<int:assessment>/certify/", certified.certify, name="assessment_certify"),
    path(
        "assessments/<int:assessment>/certified/<int:certified>/",
        certified.file,
        name="assessment_certified",
    ),
    path("assessments/<int:assessment>/report.<slug:suffix>", reports.file, name="assessment_file"),
    path("stops/", stops.index, name="trading_stops"),
    path("stops/new/", stops.note, name="trading_stop_new"),
    path("stops/<int:stop>/", stops.show, name="trading_stop"),
    path("stops/<int:stop>/resume/", stops.resume, name="trading_stop_resume"),
    path("stops/<int:stop>/ask/", stops.ask, name="reopening_ask"),
    path("reopenings/<int:override>/decide/", stops.decide, name="reopening_decide"),
]
