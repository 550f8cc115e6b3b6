"""Moves that anybody may try on an inspection, its papers and its findings, in any order.

Each takes a `Scene` and who tries, and does one act through the door that a page would ask first.
"""

from dataclasses import dataclass, field

from tests.web.inspections.story import Story

from chahe.deadlines import days_after
from chahe.web.inspections.actions import (
    acceptances,
    correcting,
    extensions,
    findings,
    notes,
    papers,
    progress,
    sealing,
)
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.kinds import kind_allows, sees
from chahe.web.inspections.models import Finding, Inspection, ReviewNote, WorkingPaper
from chahe.workflow import Refused


@dataclass
class Scene:
    """One firm's inspection with its people; `which` chooses among papers or findings."""

    story: Story
    inspection: Inspection
    people: dict[str, object] = field(default_factory=dict)

    def lets_in(self, user, permission):
        """Say whether a page would let somebody try."""
        firm = self.story.firm
        if not user.has_perm(permission, firm):
            return False
        latest = self.latest()
        return kind_allows(user, firm, permission, latest.kind) and sees(
            user, firm, kind=latest.kind, state=latest.state
        )

    def states(self):
        """Return (state, which) of everything that can be moved now."""
        latest = self.latest()
        papers_now = latest.papers.order_by("pk").values_list("state", flat=True)
        findings_now = Finding.objects.filter(firm=self.story.firm).order_by("pk")
        return [
            *((f"paper {state}", which) for which, state in enumerate(papers_now)),
            *(
                (f"finding {state}", which)
                for which, state in enumerate(findings_now.values_list("state", flat=True))
            ),
            (f"inspection {latest.state}", 0),
        ]

    def latest(self):
        return Inspection.objects.filter(firm=self.story.firm).latest("version")

    def paper(self, which):
        found = list(
            WorkingPaper.objects.filter(inspection=self.latest()).select_related("inspection__firm")
        )
        return found[which % len(found)]

    def finding(self, which):
        found = list(Finding.objects.filter(firm=self.story.firm).order_by("pk"))
        if not found:
            raise Refused("沒有缺失")
        return found[which % len(found)]

    def note(self, which):
        found = list(ReviewNote.objects.filter(paper__inspection=self.latest()).order_by("pk"))
        if not found:
            raise Refused("沒有覆核意見")
        return found[which % len(found)]


MOVES = {}


def move(permission, *states):
    """Register a move that asks a permission of the door, and where it may start.

    `states` are of the thing it moves: a paper's, a finding's, an inspection's.
    """

    def register(act):
        MOVES[act.__name__] = Move(permission, frozenset(states), act)
        return act

    return register


@dataclass(frozen=True)
class Move:
    permission: str
    states: frozenset
    act: object


@move("papers.prepare", "paper draft")
def attach(scene, user, which):
    paper = scene.paper(which)
    content = f"evidence {which} {paper.pk}\n".encode()
    attaching.attach_evidence(paper=paper, evidence=scene.story.evidence(content), by=user)


@move("papers.prepare", "paper draft")
def write_conforming(scene, user, which):
    words = {"verdict": "conforming", "conclusion": "符合。"}
    papers.write_paper(paper=scene.paper(which), by=user, values=words)


@move("papers.prepare", "paper draft")
def write_nonconforming(scene, user, which):
    words = {"verdict": "nonconforming", "conclusion": "不符。"}
    papers.write_paper(paper=scene.paper(which), by=user, values=words)


@move("papers.prepare", "paper draft")
def prepare(scene, user, which):
    papers.sign_paper(paper=scene.paper(which), step="prepare", by=user)


@move("papers.review", "paper prepared")
def review(scene, user, which):
    papers.sign_paper(paper=scene.paper(which), step="review", by=user)


@move("papers.approve", "paper reviewed")
def approve(scene, user, which):
    papers.sign_paper(paper=scene.paper(which), step="approve", by=user)


@move("papers.review", "paper prepared", "paper reviewed")
def send_back(scene, user, which):
    papers.return_paper(paper=scene.paper(which), by=user, comment="請補母體來源")


@move("papers.review", "paper prepared", "paper reviewed", "paper draft")
def raise_note(scene, user, which):
    notes.raise_note(paper=scene.paper(which), by=user, text="母體從哪裡來？")


@move("papers.prepare", "paper prepared", "paper reviewed", "paper draft")
def answer_note(scene, user, which):
    notes.answer_note(note=scene.note(which), by=user, answer="由系統匯出。")


@move("papers.review", "paper prepared", "paper reviewed", "paper draft")
def clear_note(scene, user, which):
    notes.clear_note(note=scene.note(which), by=user)


@move("findings.open", "paper draft")
def open_finding(scene, user, which):
    words = {name: f"{name}的內容" for name in findings.FIVE}
    findings.open_finding(paper=scene.paper(which), by=user, severity="high", **words)


@move("findings.open", "finding open")
def withdraw(scene, user, which):
    findings.withdraw_finding(finding=scene.finding(which), by=user, closing="開錯了")


@move("findings.remediate", "finding open", "finding planned")
def plan(scene, user, which):
    findings.plan_remediation(
        finding=scene.finding(which),
        by=user,
        owner=scene.story.owner if which % 2 else scene.story.officer,
        due_on=scene.story.today,
        response="改規則",
    )


@move("findings.remediate", "finding planned")
def tell_progress(scene, user, which):
    progress.note_progress(
        finding=scene.finding(which), by=user, on=scene.story.today, text="已送變更單"
    )


@move("findings.extend", "finding planned")
def ask_extension(scene, user, which):
    to_due = days_after(scene.story.today, 30 + which)
    extensions.ask_extension(
        finding=scene.finding(which), by=user, to_due=to_due, reason="設備未到貨"
    )


@move("findings.decide", "finding planned")
def decide_extension(scene, user, which):
    extensions.decide_extension(
        finding=scene.finding(which), by=user, granted=which % 2 == 0, words="依進度"
    )


@move("findings.extend", "finding planned", "finding open")
def ask_acceptance(scene, user, which):
    until = days_after(scene.story.today, 60)
    acceptances.ask_acceptance(
        finding=scene.finding(which), by=user, until=until, reason="有補償控制"
    )


@move("findings.decide", "finding planned", "finding open")
def decide_acceptance(scene, user, which):
    acceptances.decide_acceptance(
        finding=scene.finding(which), by=user, granted=which % 2 == 0, words="至期滿"
    )


@move("findings.remediate", "finding planned")
def cure(scene, user, which):
    findings.report_cure(
        finding=scene.finding(which), by=user, cured_on=scene.story.today, cure="已刪除"
    )


@move("findings.remediate", "finding cured")
def prove_cure(scene, user, which):
    content = f"after {which} {scene.finding(which).pk}\n".encode()
    findings.add_cure_evidence(
        finding=scene.finding(which), evidence=scene.story.evidence(content), by=user
    )


@move("findings.close", "finding cured")
def close(scene, user, which):
    findings.close_finding(finding=scene.finding(which), by=user, closing="已複查")


@move("findings.close", "finding cured")
def reject(scene, user, which):
    findings.reject_cure(finding=scene.finding(which), by=user, closing="還有一條")


@move("inspections.seal", "inspection open")
def seal(scene, user, which):
    sealing.seal_inspection(inspection=scene.latest(), by=user)


@move("inspections.seal", "inspection sealed")
def correct(scene, user, which):
    correcting.correct_inspection(inspection=scene.latest(), by=user, reason="日期誤植")
