"""The workflow, walked at random by every role: nothing that must always hold ever breaks.

After every act the rules of design.md §3 are read from the database; after every walk somebody can
still bring the inspection to its seal: there is no dead end. `CHAHE_WALKS=60` walks longer.
"""

import os
import random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.factories import make_user
from tests.web.inspections.moving import MOVES, Scene
from tests.web.inspections.story import Story

from chahe.web.accounts.roles import MARKET_WIDE, Role
from chahe.web.inspections.actions import findings, notes, papers, sealing
from chahe.web.inspections.digests import INPUTS, paper_digest
from chahe.web.inspections.models import Finding, Inspection, ReviewNote, Signature, WorkingPaper
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db

SIGNED = ("prepared", "reviewed", "approved")
WHO = (
    "officer", "second", "auditor", "ciso", "owner", "signatory", "cpa", "supervisor",
    "administrator",
)  # fmt: skip
STARTS = ("fresh", "prepared", "reviewed", "approved", "found", "cured")
WALKS = int(os.environ.get("CHAHE_WALKS", "3"))  # from each start
DONE: set[str] = set()  # moves that somebody made in some walk


class Walk(RuleBasedStateMachine):
    """Everybody tries everything; `held` is the transaction of one walk."""

    def __init__(self, start):
        super().__init__()
        self.start, self.steps = start, 0
        self.held = transaction.atomic()
        self.held.__enter__()
        self.numbers, self.closed, self.sealed = set(), {}, {}

    def teardown(self):
        try:
            if hasattr(self, "scene"):
                finish(self.scene)
        finally:
            transaction.set_rollback(True)
            self.held.__exit__(None, None, None)

    @initialize()
    def begin(self):
        story = Story()
        people = {"officer": story.officer, "auditor": story.auditor, "ciso": story.ciso}
        people["owner"] = story.owner
        people["second"] = make_user(Role.SECURITY_OFFICER, story.firm, "second", enrolled=True)
        for role in (Role.SIGNATORY, Role.CPA, Role.SUPERVISOR, Role.ADMINISTRATOR):
            firm = None if role in MARKET_WIDE else story.firm
            people[role.value] = make_user(role, firm, enrolled=True)
        self.scene = Scene(story, story.plan("11"), people)
        self.start_as(self.start, story)

    def start_as(self, start, story):
        """Begin further on, so that short walks come to the ends too."""
        first, second = self.scene.latest().papers.select_related("inspection__firm")
        if start in ("found", "cured"):
            story.find(first)
            tried = ["plan", "ask_extension", "ask_acceptance"]
            tried += ["cure", "prove_cure"] if start == "cured" else []
            assert all(self.tries(name, "officer", 0) for name in tried)
        elif start != "fresh":
            story.conform(first), story.conform(second)
        if start == "reviewed":
            papers.sign_paper(paper=first, step="review", by=story.auditor)
        if start == "approved":
            story.sign_off(first), story.sign_off(second)

    @rule(seed=st.integers(0, 2**32))
    def somebody_gets_on(self, seed):
        """Let people try what may start where things stand, until one of them does something."""
        self.steps += 1
        draw = random.Random(f"{seed} {self.start} {self.steps}")  # a seed that comes twice differs
        self.tries(draw.choice(sorted(MOVES)), draw.choice(WHO), draw.randrange(4))
        things = self.scene.states()
        might = [
            (name, which)
            for state, which in things
            for name in MOVES
            if state in MOVES[name].states
        ]
        draw.shuffle(might)
        might.sort(key=lambda each: each[0] in DONE)  # what nobody has made yet comes first
        for name, which in might[:6]:
            if self.anybody(name, draw.sample(WHO, len(WHO)), which):
                return

    def anybody(self, name, people, which):
        return any(self.tries(name, who, which) for who in people)

    def tries(self, name, who, which):
        move = MOVES[name]
        if not self.scene.lets_in(self.scene.people[who], move.permission):
            return False
        before = shape()
        try:
            move.act(self.scene, self.scene.people[who], which)
        except Refused:
            assert shape() == before, "a refused act changed something"
            return False
        assert shape()[0] > before[0], "an act was not journalled"
        DONE.add(name)
        return True

    @invariant()
    def three_people_signed_what_is_approved(self):
        for paper in WorkingPaper.objects.filter(state="approved"):
            signed = Signature.objects.filter(paper=paper, round=paper.round).exclude(step="return")
            steps = sorted(signed.values_list("step", flat=True))
            assert steps == ["approve", "prepare", "review"]
            assert len(set(signed.values_list("signer", flat=True))) == 3
            assert set(signed.values_list("digest", flat=True)) == {paper.digest}

    @invariant()
    def what_is_signed_is_what_was_seen(self):
        rows = WorkingPaper.objects.filter(state__in=SIGNED).select_related("inspection__firm")
        for paper in rows.prefetch_related(*INPUTS):
            assert paper_digest(paper) == paper.digest

    @invariant()
    def silence_never_conforms(self):
        for paper in WorkingPaper.objects.filter(state__in=SIGNED, verdict="conforming"):
            assert paper.attachments.exists()
            assert not paper.findings.exclude(state="withdrawn").exists()

    @invariant()
    def nonconforming_papers_have_findings(self):
        for paper in WorkingPaper.objects.filter(state__in=SIGNED, verdict="nonconforming"):
            assert paper.findings.exclude(state="withdrawn").exists()

    @invariant()
    def an_open_note_stops_approval(self):
        open_notes = ReviewNote.objects.filter(cleared_at=None)
        assert not open_notes.filter(paper__state="approved").exists()
        for note in ReviewNote.objects.exclude(cleared_at=None):
            assert note.cleared_by_id != note.answered_by_id

    @invariant()
    def what_is_sealed_stays(self):
        for inspection in Inspection.objects.filter(state="sealed"):
            states = set(inspection.papers.values_list("state", flat=True))
            assert states <= {"approved", "left"}
            before = self.sealed.setdefault(inspection.pk, inspection.digest)
            assert before == inspection.digest

    @invariant()
    def a_closed_finding_was_cured_and_stays_closed(self):
        for finding in Finding.objects.all():
            if finding.state == "closed":
                assert finding.closed_by_id not in (finding.owner_id, finding.cured_by_id)
                newer = finding.cure_evidence.filter(
                    evidence__collected_on__gte=finding.cured_on,
                    evidence__uploaded_at__gte=finding.cured_at,
                )
                assert newer.exists()
                self.closed.setdefault(finding.pk, finding.closed_at)
            assert finding.pk not in self.closed or finding.state == "closed"

    @invariant()
    def numbers_are_never_used_again(self):
        now = list(Finding.objects.values_list("number", flat=True))
        assert len(now) == len(set(now))
        assert self.numbers <= set(now)
        self.numbers |= set(now)

    @invariant()
    def who_asks_never_decides(self):
        for finding in Finding.objects.all():
            for asked in (*finding.extensions.all(), *finding.acceptances.all()):
                assert asked.decided_by_id is None or asked.decided_by_id != asked.asked_by_id


def shape():
    """Return how much was journalled, and the states that acts write, as they stand."""
    papers_now = WorkingPaper.objects.order_by("pk").values_list("state", "verdict", "round")
    findings_now = Finding.objects.order_by("pk").values_list("state", "due_on", "owner")
    done = Entry.objects.exclude(act__startswith="evidence.")  # a file may come and not be used
    return done.count(), list(papers_now), list(findings_now)


def finish(scene):
    """Bring the latest version to its seal, whatever was done to it before."""
    story = scene.story
    for paper in scene.latest().papers.select_related("inspection__firm"):
        if paper.state in ("prepared", "reviewed"):
            signers = paper.signatures.filter(round=paper.round).values_list("signer", flat=True)
            free = [story.ciso, story.auditor, story.officer, scene.people["second"]]
            who = next(each for each in free if each.pk not in signers)
            paper = papers.return_paper(paper=paper, by=who, comment="重做")
        if paper.state == "draft":
            settle_notes(scene, paper)
            settle_findings(story, paper)
            prepare_whole(scene, paper)
            story.sign_off(paper)
    if scene.latest().is_open:
        sealing.seal_inspection(inspection=scene.latest(), by=story.ciso)
    assert not scene.latest().is_open


def settle_notes(scene, paper):
    """Let each note be answered and cleared by whoever may."""
    story, second = scene.story, scene.people["second"]
    for note in paper.notes.filter(cleared_at=None):
        if not note.answered_at:
            who = next(w for w in (story.officer, second) if w.pk != note.raised_by_id)
            note = notes.answer_note(note=note, by=who, answer="補上了")
        who = next(w for w in (story.auditor, story.ciso) if w.pk != note.answered_by_id)
        notes.clear_note(note=note, by=who)


def settle_findings(story, paper):
    for finding in paper.findings.filter(state="open"):
        findings.withdraw_finding(finding=finding, by=story.officer, closing="重做")


def prepare_whole(scene, paper):
    story = scene.story
    if paper.findings.exclude(state="withdrawn").exists():
        words = {"verdict": "nonconforming", "conclusion": "不符。"}
        papers.write_paper(paper=paper, by=story.officer, values=words)
        papers.sign_paper(paper=paper, step="prepare", by=story.officer)
    elif not paper.attachments.exists():
        story.conform(paper)
    else:
        words = {"verdict": "insufficient", "conclusion": "證據不足。"}
        papers.write_paper(paper=paper, by=story.officer, values=words)
        papers.sign_paper(paper=paper, step="prepare", by=story.officer)


def test_whatever_anybody_does_in_whatever_order_the_rules_hold():
    few = settings(
        max_examples=WALKS,
        stateful_step_count=11 + WALKS,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    for start in STARTS:
        run_state_machine_as_test(lambda start=start: Walk(start), settings=few)

    assert set(MOVES) == DONE, "some move was never made: the walks prove nothing of it"
