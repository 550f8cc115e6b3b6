"""Addresses of a firm's findings, their points and their reports; below `firms/<code>/`."""

from django.urls import path

from .views import deductions, findings, follow_ups, remediation

urlpatterns = [
    path("papers/<int:paper>/findings/new/", findings.create, name="finding_new"),
    path("findings/", findings.index, name="findings"),
    path("findings/ageing.csv", findings.ageing, name="findings_ageing"),
    path("findings/schemes/", deductions.index, name="deduction_schemes"),
    path("findings/schemes/new/", deductions.create, name="deduction_scheme_new"),
    path("findings/schemes/example/", deductions.example, name="deduction_example"),
    path("findings/follow-ups/", follow_ups.index, name="follow_ups"),
    path("findings/follow-ups/issued/", follow_ups.issued, name="follow_ups_issued"),
    path(
        "findings/follow-ups/<int:follow_up>.<slug:suffix>",
        follow_ups.download,
        name="follow_up_file",
    ),
    path("findings/follow-ups/of/<int:inspection>/", follow_ups.issue, name="follow_up_issue"),
    path("findings/<int:finding>/", findings.show, name="finding"),
    path("findings/<int:finding>/plan/", remediation.plan, name="finding_plan"),
    path("findings/<int:finding>/progress/", remediation.note, name="finding_progress"),
    path("findings/<int:finding>/cure/", remediation.cure, name="finding_cure"),
    path("findings/<int:finding>/attach/", remediation.attach, name="finding_attach"),
    path("findings/<int:finding>/extension/", remediation.extend, name="finding_extend"),
    path(
        "findings/<int:finding>/extension/decide/",
        remediation.decide_extension,
        name="finding_extension_decide",
    ),
    path("findings/<int:finding>/acceptance/", remediation.accept, name="finding_accept"),
    path(
        "findings/<int:finding>/acceptance/decide/",
        remediation.decide_acceptance,
        name="finding_acceptance_decide",
    ),
    path("findings/<int:finding>/deduct/", deductions.deduct, name="finding_deduct"),
    path("findings/<int:finding>/close/", remediation.close, name="finding_close"),
    path("findings/<int:finding>/reject/", remediation.reject, name="finding_reject"),
    path("findings/<int:finding>/withdraw/", remediation.withdraw, name="finding_withdraw"),
]
