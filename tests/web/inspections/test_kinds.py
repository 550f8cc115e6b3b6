"""Who sees and does what in each kind of inspection, written out: a change here is a decision."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import make_firm, make_user
from tests.web.inspections.story import MECHANISM, Story

from chahe.sampling import Tick
from chahe.web.accounts.roles import MARKET_WIDE, Role
from chahe.web.inspections.actions import papers as signing
from chahe.web.inspections.actions import planning, sealing, steps
from chahe.web.inspections.kinds import KINDS, kind_allows, plannable, seen_by
from chahe.web.inspections.models import Finding, Inspection
from chahe.workflow import InspectionKind

pytestmark = pytest.mark.django_db

S, C, W, A, G, P, V = (
    Role.SECURITY_OFFICER, Role.CISO, Role.CONTROL_OWNER, Role.INTERNAL_AUDITOR, Role.SIGNATORY,
    Role.CPA, Role.SUPERVISOR,
)  # fmt: skip
EVERYBODY = {S, C, W, A, G, P, V}
SEES_OPEN = {
    "self": EVERYBODY - {P},
    "internal_audit": {A, G},
    "routine": {V}, "selected": {V}, "special": {V},
    "cpa": {P},
}  # fmt: skip
SEES_SEALED = {
    "self": EVERYBODY, "internal_audit": EVERYBODY, "cpa": EVERYBODY,
    "routine": EVERYBODY - {P}, "selected": EVERYBODY - {P}, "special": EVERYBODY - {P},
}  # fmt: skip
PLANS = {
    "self": {S, A, C}, "internal_audit": {A}, "cpa": {P},
    "routine": {V}, "selected": {V}, "special": {V},
}  # fmt: skip
APPROVES = {
    "self": {C}, "internal_audit": {A, G}, "cpa": {P},
    "routine": {V}, "selected": {V}, "special": {V},
}  # fmt: skip


@pytest.fixture
def story():
    return Story()


def of_kind(story, kind, section="11"):
    return planning.plan_inspection(
        firm=story.firm,
        section=f"{MECHANISM}#{section}",
        on=story.today,
        by=story.officer,
        kind=InspectionKind(kind),
        subject="客訴" if kind == "selected" else "",
    )


def person(story, role):
    known = {S: story.officer, C: story.ciso, W: story.owner, A: story.auditor}
    if role in known:
        return known[role]
    return make_user(role, None if role in MARKET_WIDE else story.firm, enrolled=True)


def seal(story, inspection):
    for paper in inspection.papers.all():
        done = {number: ("已執行", Tick.MATCH) for number, _ in enumerate(paper.procedure)}
        steps.write_steps(paper=paper, by=story.officer, steps=done)
        story.conform(paper)
        story.sign_off(paper)
    return sealing.seal_inspection(inspection=inspection, by=story.ciso)


def browser(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("kind", [kind.value for kind in InspectionKind])
@pytest.mark.parametrize("sealed", [False, True], ids=["open", "sealed"])
def test_an_inspection_is_seen_by_these_and_nobody_else(story, kind, sealed):
    inspection = of_kind(story, kind)
    if sealed:
        seal(story, inspection)
    paper = inspection.papers.first()
    pages = [
        reverse("inspection", args=["8888", inspection.pk]),
        reverse("paper", args=["8888", paper.pk]),
    ]
    listed, opened = set(), set()
    for role in EVERYBODY:
        client = browser(person(story, role))
        if {client.get(page).status_code for page in pages} == {200}:
            opened.add(role)
        if pages[0] in client.get(reverse("inspections", args=["8888"])).text:
            listed.add(role)

    expected = (SEES_SEALED if sealed else SEES_OPEN)[kind]
    assert opened == expected
    assert listed == expected


@pytest.mark.parametrize("kind", [kind.value for kind in InspectionKind])
def test_it_is_planned_and_approved_by_these_and_nobody_else(story, kind):
    people = {role: person(story, role) for role in EVERYBODY}

    plans = {role for role, user in people.items() if kind in plannable(user, story.firm)}
    approves = {
        role
        for role, user in people.items()
        if kind_allows(user, story.firm, "papers.approve", kind)
    }

    assert plans == PLANS[kind]
    assert approves == APPROVES[kind]


def test_no_kind_lets_the_inspected_side_write_what_others_inspect():
    inspected = {S, C, W}
    steps = ("papers.prepare", "papers.review", "papers.approve", "findings.close")
    for kind, rules in KINDS.items():
        if kind is not InspectionKind.SELF:
            assert [step for step in steps if rules[step] & inspected] == []


def test_findings_are_seen_by_the_inspected_side_after_the_seal(story):
    inspection = of_kind(story, "routine")
    paper = inspection.papers.first()
    finding = story.find(paper)
    page = reverse("finding", args=["8888", finding.pk])
    client, home = browser(story.officer), reverse("firm_home", args=["8888"])
    before = client.get(page).status_code, finding.number in client.get(home).text

    signing.sign_paper(paper=paper, step="prepare", by=story.officer)
    story.sign_off(paper)
    seal_rest(story, inspection)

    assert before == (404, False)
    assert client.get(page).status_code == 200
    assert finding.number in client.get(home).text


def seal_rest(story, inspection):
    for paper in inspection.papers.filter(state="draft"):
        story.conform(paper)
        story.sign_off(paper)
    sealing.seal_inspection(inspection=inspection, by=story.ciso)


def test_who_may_not_see_a_paper_may_not_post_to_it(story):
    paper = of_kind(story, "cpa").papers.first()

    for name in ("paper_write", "paper_review", "paper_approve", "paper_return"):
        url = reverse(name, args=["8888", paper.pk])
        assert browser(story.ciso).post(url).status_code in (403, 404)


def test_a_role_held_for_a_time_is_held_on_its_days_alone(story):
    cpa = make_user(P, story.firm, enrolled=True)
    held = cpa.memberships.get()
    inspection = of_kind(story, "cpa")
    page = reverse("inspection", args=["8888", inspection.pk])
    today = timezone.localdate()

    seen = []
    for since, until in ((None, today), (today, None), (None, yesterday()), (tomorrow(), None)):
        held.since, held.until = since, until
        held.save()
        seen.append(browser(cpa).get(page).status_code)

    assert seen == [200, 200, 404, 404]


def yesterday():
    from chahe.deadlines import days_after

    return days_after(timezone.localdate(), -1)


def tomorrow():
    from chahe.deadlines import days_after

    return days_after(timezone.localdate(), 1)


def test_permission_is_a_join_and_names_no_ids(story, django_assert_num_queries):
    for section in ("11", "4"):
        of_kind(story, "internal_audit", section)
    user = story.auditor
    user.held()

    with django_assert_num_queries(1):
        found = list(Inspection.objects.filter(seen_by(user, story.firm), firm=story.firm))

    assert len(found) == 2


def test_people_of_another_firm_see_none_of_any_kind(story):
    other = make_firm("9999", "他家證券")
    for role in EVERYBODY - MARKET_WIDE:
        user = make_user(role, other, enrolled=True)
        for kind in InspectionKind:
            assert not Inspection.objects.filter(seen_by(user, story.firm), kind=kind).exists()
    assert not Finding.objects.exists()
