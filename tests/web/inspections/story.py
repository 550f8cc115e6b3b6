"""The people and acts of an inspection, for tests that need one part-way through."""

from datetime import date

from django.utils import timezone
from tests.factories import make_firm, make_user

from chahe.web.accounts.roles import Role
from chahe.web.evidence.actions import receive_bytes
from chahe.web.firms.models import Fact
from chahe.web.inspections.actions import evidence, findings, papers, planning, sealing

MECHANISM = "twse/mechanism"


class Story:
    """示範證券 with an officer, an auditor, a CISO and a control owner."""

    def __init__(self, code="8888"):
        self.firm = make_firm(code)
        self.officer = make_user(Role.SECURITY_OFFICER, self.firm, enrolled=True)
        self.auditor = make_user(Role.INTERNAL_AUDITOR, self.firm, enrolled=True)
        self.ciso = make_user(Role.CISO, self.firm, enrolled=True)
        self.owner = make_user(Role.CONTROL_OWNER, self.firm, enrolled=True)
        for kind, value in (("order_channels", ["internet"]), ("services", ["brokerage"])):
            Fact.objects.create(
                firm=self.firm,
                kind=kind,
                value=value,
                since=date(2020, 1, 1),
                source="測試",
                stated_by=self.officer,
                stated_at=timezone.now(),
            )
        self.today = timezone.localdate()

    def plan(self, section="11", on=None):
        """Plan an inspection; 符合性, of two papers, unless told otherwise."""
        return planning.plan_inspection(
            firm=self.firm, section=f"{MECHANISM}#{section}", on=on or self.today, by=self.officer
        )

    def evidence(self, content=b"report\n", kind="audit_report", name="report.txt", **said):
        said = {"collected_on": self.today, "where_from": "內部稽核", **said}
        return receive_bytes(
            name=name, content=content, firm=self.firm, by=self.officer, kind=kind, **said
        )

    def conform(self, paper, by=None):
        """Write a paper as conforming, on new evidence, and sign it as prepared."""
        by = by or self.officer
        content = f"evidence for {paper.pk}\n".encode()
        evidence.attach_evidence(paper=paper, evidence=self.evidence(content), by=by)
        papers.write_paper(
            paper=paper, by=by, values={"verdict": "conforming", "conclusion": "符合。"}
        )
        return papers.sign_paper(paper=paper, step="prepare", by=by)

    def sign_off(self, paper):
        papers.sign_paper(paper=paper, step="review", by=self.auditor)
        return papers.sign_paper(paper=paper, step="approve", by=self.ciso)

    def find(self, paper, severity="high"):
        papers.write_paper(
            paper=paper,
            by=self.officer,
            values={"verdict": "nonconforming", "conclusion": "不符。"},
        )
        words = {name: f"{name}的內容" for name in findings.FIVE}
        return findings.open_finding(paper=paper, by=self.officer, severity=severity, **words)

    def remedy(self, finding):
        findings.plan_remediation(
            finding=finding, by=self.owner, owner=self.owner, due_on=self.today, response="改規則"
        )
        return findings.report_cure(
            finding=finding, by=self.owner, cured_on=self.today, cure="已刪除規則"
        )

    def seal(self, inspection):
        for paper in inspection.papers.all():
            if paper.state == "draft":
                self.conform(paper)
            if paper.findings.exists() or paper.state != "approved":
                self.sign_off(paper)
        return sealing.seal_inspection(inspection=inspection, by=self.ciso)
