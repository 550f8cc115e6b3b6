"""What findings' tests need beside the story: time that has passed, the seal, another kind."""

from datetime import timedelta

from django.utils import timezone

from chahe.web.demo.clock import clock_at
from chahe.web.inspections.actions import findings, papers
from chahe.web.inspections.models import Finding, Inspection


def planned(story, finding, *, days=30):
    """Give a finding a plan that is due in so many days."""
    return findings.plan_remediation(
        finding=finding,
        by=story.owner,
        owner=story.owner,
        due_on=timezone.localdate() + timedelta(days=days),
        response="改規則",
    )


def opened_ago(finding, days):
    """Make a finding so many days older than it is."""
    opened_at = finding.opened_at - timedelta(days=days)
    Finding.objects.filter(pk=finding.pk).update(opened_at=opened_at)


def sealed_with_finding(story, on, section="11"):
    """Return a finding opened on a day, of an inspection sealed that day."""
    with clock_at(on):
        inspection = story.plan(section, on=on)
        paper = inspection.papers.first()
        finding = story.find(paper)
        papers.sign_paper(paper=paper, step="prepare", by=story.officer)
        today, story.today = story.today, on
        story.seal(inspection)
        story.today = today
    return finding


def cured_and_closed(story, finding, on):
    """Plan, cure and close a finding on a day."""
    with clock_at(on):
        today, story.today = story.today, on
        story.remedy(finding)
        evidence = story.evidence(f"cure of {finding.pk}\n".encode())
        story.today = today
        findings.add_cure_evidence(finding=finding, evidence=evidence, by=story.owner)
        return findings.close_finding(finding=finding, by=story.auditor, closing="已複查")


def become(inspection, kind):
    """Turn an open inspection into one of another kind."""
    Inspection.objects.filter(pk=inspection.pk).update(kind=kind)
