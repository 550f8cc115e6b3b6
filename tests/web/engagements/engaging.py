"""A firm that trades security tokens, three CPAs from outside, and their engagement's papers."""

from datetime import date, timedelta

from django.utils import timezone
from tests.factories import make_user
from tests.web.inspections.story import Story

from chahe.deadlines import Period
from chahe.sampling import Tick
from chahe.web.accounts.roles import Role
from chahe.web.engagements.actions import opening
from chahe.web.engagements.actions.people import Invited
from chahe.web.evidence.actions import receive_bytes
from chahe.web.firms.models import Fact
from chahe.web.inspections.actions import evidence, findings, papers, sealing, steps
from chahe.web.inspections.models import WorkingPaper
from chahe.workflow.engagement import EngagementKind

FACTS = (
    ("services", ["brokerage", "security_token"]),
    *((name, True) for name in ("key_custody", "mobile_app", "qr_wallet", "outsourcing")),
    *((name, True) for name in ("outsourcing_customer_data", "cloud_user")),
)
ALL = 69  # rows of the principles
SMALL = ["1"]  # 組織與人員管理, of two rows


def terms(**said):
    """Return the terms of a yearly engagement of this year, unless told otherwise."""
    values = {
        "kind": EngagementKind.YEARLY,
        "platform": "示範代幣平臺",
        "accounting_firm": "示範會計師事務所",
        "year": timezone.localdate().year,
        "points": SMALL,
        **said,
    }
    return opening.Terms(**values)


def add_facts(story):
    """State, of a story's firm, everything that the principles turn on."""
    for kind, value in FACTS:
        Fact.objects.create(
            firm=story.firm,
            kind=kind,
            value=value,
            since=date(2020, 1, 2),
            source="測試",
            stated_by=story.officer,
            stated_at=timezone.now(),
        )


class Engaging(Story):
    """示範證券 with everything that the principles turn on, and CPAs 甲, 乙 and 丙."""

    def __init__(self, code="8888"):
        super().__init__(code)
        add_facts(self)
        self.cpas = [self.cpa(f"cpa-{name}-{code}") for name in "abc"]
        self.supervisor = make_user(Role.SUPERVISOR, username=f"supervisor-{code}", enrolled=True)

    def cpa(self, username):
        return make_user(Role.CPA, self.firm, username, enrolled=True)

    def invited(self, users=None, **days):
        """Return CPAs who come today and stay a month; the first two sign reports."""
        since = days.get("since", self.today)
        until = days.get("until", self.today + timedelta(days=30))
        return [
            Invited(user, since, until, f"臺會證字第 {number} 號" if number < 2 else "")
            for number, user in enumerate(self.cpas if users is None else users)
        ]

    def engage(self, people=None, **said):
        """Open an engagement with three people, unless told otherwise."""
        people = self.invited() if people is None else people
        return opening.open_engagement(
            firm=self.firm, terms=terms(**said), by=self.ciso, people=people
        )

    def papers_of(self, engagement):
        return list(
            WorkingPaper.objects.filter(inspection__engagement_link__engagement=engagement)
            .select_related("inspection__firm")
            .order_by("inspection__section", "position")
        )

    def step(self, paper, by=None):
        """Carry out every step of a paper's procedure."""
        done = ("已取得並檢查。", Tick.MATCH)
        written = {position: done for position, _ in enumerate(paper.procedure)}
        steps.write_steps(paper=paper, by=by or self.cpas[0], steps=written)

    def work(self, paper, verdict="conforming", cpas=None):
        """Carry out a paper's steps, write it and sign it by three CPAs."""
        first, second, third = cpas or self.cpas
        self.step(paper, by=first)
        content = f"evidence for {paper.pk}\n".encode()
        found = receive_bytes(
            name=f"佐證{paper.ref}.txt",
            content=content,
            firm=self.firm,
            by=first,
            kind="organization_chart",
            collected_on=self.today,
            where_from="受查公司",
        )
        evidence.attach_evidence(paper=paper, evidence=found, by=first)
        words = {"verdict": verdict, "conclusion": "依執行之程序，未發現例外。"}
        papers.write_paper(paper=paper, by=first, values=words)
        if verdict == "nonconforming":
            five = {name: f"{name}的內容" for name in findings.FIVE}
            findings.open_finding(paper=paper, by=first, severity="medium", **five)
        papers.sign_paper(paper=paper, step="prepare", by=first)
        papers.sign_paper(paper=paper, step="review", by=second)
        papers.sign_paper(paper=paper, step="approve", by=third)

    def finish(self, engagement, **verdicts):
        """Do every paper of an engagement and seal its inspections; `verdicts` by path."""
        for paper in self.papers_of(engagement):
            if paper.state == "draft":
                verdict = verdicts.get(f"p{paper.path.replace('.', '_')}", "conforming")
                self.work(paper, verdict)
        for link in engagement.links.select_related("inspection"):
            if link.inspection.is_open:
                sealing.seal_inspection(inspection=link.inspection, by=self.cpas[2])

    @property
    def year_period(self):
        return Period(date(self.today.year, 1, 1), date(self.today.year + 1, 1, 1))
