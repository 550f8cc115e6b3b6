"""示範證券 in June 2026 with one of everything, and nothing in it that contradicts."""

from datetime import date, timedelta

from django.utils import timezone
from tests.web.inspections import sampled_paper
from tests.web.inspections.story import Story

from chahe.web.calendar.actions.planning import plan_year
from chahe.web.calendar.models import Adjustment, PlanItem
from chahe.web.firms.actions import state_fact
from chahe.web.inspections.actions import correcting, findings, notes, papers, requests, sealing
from chahe.web.inspections.models import CheckRun, Extension, RiskAcceptance
from chahe.web.xrays.actions import ask_for_scan, perform_scan
from chahe.web.xrays.lists import listing_of
from chahe.web.xrays.queries import Look
from chahe.web.xrays.rays import load_rays

JANUARY, JUNE = date(2026, 1, 5), date(2026, 6, 10)


class Year(Story):
    """`sealed` holds a sampled paper and a closed finding; `opened` a finding being remedied."""

    def __init__(self, code="8888"):
        super().__init__(code)
        self._plan()
        self.opened = self.plan("7.1")
        self.going = self._find_and_plan(self.opened.papers.first())
        self.conforming = self.conform(self.opened.papers.all()[1])
        self._ask(self.opened)
        self.sealed = self._seal(self.plan("11"))
        self.corrected = correcting.correct_inspection(
            inspection=self.sealed, by=self.ciso, reason="補母體來源"
        )
        self.cloud = self.plan("12")
        self.state("cloud_user", False)

    def look(self, user=None, on=None, whole=False):
        return Look(self.firm, user or self.officer, on or self.today, whole=whole)

    def hits(self, ray_id, on=None, user=None):
        """Return what a ray finds, by label and words; a deep one by a scan made now."""
        ray = load_rays()[ray_id]
        if not hasattr(ray, "of"):
            self.scan(on)
        _, shown = listing_of(ray, on=on or self.today)
        return [shown(row) for row in self.look(user, on).rows(ray)]

    def scan(self, on=None):
        scan = ask_for_scan(firm=self.firm, by=self.officer, on=on or self.today, enqueue=False)
        assert perform_scan(scan.pk)
        scan.refresh_from_db()
        return scan

    def state(self, kind, value, since=None):
        since = since or date(2026, 1, 1)
        return state_fact(
            firm=self.firm, by=self.officer, kind=kind, value=value, since=since, source="決議"
        )

    @property
    def sampled(self):
        return self.sealed.papers.first()

    @property
    def against(self):
        return self.sealed.papers.last()

    @property
    def closed(self):
        return self.against.findings.get()

    def _plan(self):
        """Plan the year: by decision, what was due before today is skipped, and one item moved."""
        plan_year(firm=self.firm, year=2026, by=self.officer, documents=[], today=JANUARY)
        items = PlanItem.objects.filter(firm=self.firm).order_by("due_on", "pk")
        for item in items.filter(due_on__lt=self.today):
            self._decide(item, "skip", None)
        items.filter(due_on__lt=self.today).update(state="skipped", reason="停業")
        self.moved = items.filter(due_on__gte=self.today).last()
        self.moved.moved_to = self.moved.due_on + timedelta(days=9)
        self.moved.save()
        self._decide(self.moved, "move", self.moved.moved_to)

    def _decide(self, item, act, to):
        Adjustment.objects.create(
            item=item, act=act, to=to, reason="停業", granted=True, **self._decided()
        )

    def _decided(self):
        now = timezone.now()
        return {
            "asked_by": self.officer,
            "asked_at": now,
            "decided_by": self.ciso,
            "decided_at": now,
        }

    def _find_and_plan(self, paper):
        finding = self.find(paper)
        papers.sign_paper(paper=paper, step="prepare", by=self.officer)
        finding = findings.plan_remediation(
            finding=finding,
            by=self.owner,
            owner=self.owner,
            due_on=self.today + timedelta(days=30),
            response="改規則",
        )
        said = {"finding": finding, "reason": "採購中", "granted": True, **self._decided()}
        Extension.objects.create(from_due=self.today, to_due=finding.due_on, **said)
        RiskAcceptance.objects.create(until=self.today + timedelta(days=20), **said)
        return finding

    def _ask(self, inspection):
        return requests.ask_for_evidence(
            inspection=inspection,
            kind="firewall_config",
            asked_of=self.owner,
            due_on=self.today,
            by=self.officer,
        )

    def _seal(self, inspection):
        sampled, against = inspection.papers.all()
        found = sampled_paper.plan(self, sampled)
        found = sampled_paper.freeze(self, sampled)
        sampled_paper.mark(self, sampled, found)
        self._check(sampled)
        sampled_paper.conclude(self, sampled)
        sampled_paper.prepare(self, sampled)
        note = notes.raise_note(paper=sampled, by=self.auditor, text="母體從哪裡來？")
        papers.return_paper(paper=sampled, by=self.auditor, comment="請補")
        notes.answer_note(note=note, by=self.officer, answer="變更系統")
        sampled_paper.prepare(self, sampled)
        notes.clear_note(note=note, by=self.auditor)
        self.sign_off(sampled)
        finding = self.find(against)
        papers.sign_paper(paper=against, step="prepare", by=self.officer)
        self.sign_off(against)
        sealing.seal_inspection(inspection=inspection, by=self.ciso)
        self.remedy(finding)
        cure = self.evidence(b"cured\n", name="cured.txt")
        findings.add_cure_evidence(finding=finding, evidence=cure, by=self.owner)
        findings.close_finding(finding=finding, by=self.auditor, closing="已複查")
        inspection.refresh_from_db()
        return inspection

    def _check(self, paper):
        now = timezone.now()
        return CheckRun.objects.create(
            paper=paper,
            check_id="firewall_exposure",
            title="防火牆對外開放",
            on=self.today,
            state="done",
            asked_by=self.officer,
            asked_at=now,
            finished_at=now,
            verdict="conforming",
            reason="無例外",
            digest="1" * 64,
        )
