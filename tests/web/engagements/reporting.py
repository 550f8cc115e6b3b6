"""Propose, sign and issue reports, for tests that need one."""

from chahe.web.engagements.actions import reports
from chahe.workflow.engagement import ReportKind


def propose(story, engagement, **said):
    values = {"kind": ReportKind.FINAL, "opinion": "unqualified", "by": story.cpas[0], **said}
    return reports.propose_report(engagement=engagement, **values)


def sign(story, report, *numbers):
    for number in numbers:
        reports.sign_report(report=report, by=story.cpas[number], seen=report.digest)


def issued(story, engagement, **said):
    report = propose(story, engagement, **said)
    sign(story, report, 0, 1)
    return reports.issue_report(report=report, by=story.cpas[0])
