"""Who may do what, written out: a change of this table is a decision."""

import pytest
import rules
from tests.factories import make_firm, make_user

from chahe.web.accounts.roles import MARKET_WIDE, Role

pytestmark = pytest.mark.django_db

SEES = {
    "firms.view", "inspections.view", "evidence.view", "calendar.view", "engagements.view",
    "reminders.view",
}  # fmt: skip
# Who makes the firm's plan, and asks for it to be changed.
PLANS = {"calendar.plan", "calendar.adjust", "calendar.note_event"}
# Who may have a firm's records looked through for contradictions.
LOOKS = {"xrays.view", "xrays.scan"}
# What one role may do from end to end: an auditor, a CPA or a supervisor, in their own kinds.
WHOLE = {
    "inspections.plan",
    "inspections.seal",
    "inspections.pack",
    "papers.prepare",
    "papers.review",
    "papers.approve",
    "requests.ask",
    "requests.answer",
    "findings.open",
    "findings.close",
    "findings.decide",
    "findings.deduct",
}
MAY = {
    Role.SECURITY_OFFICER: SEES
    | PLANS
    | LOOKS
    | {
        "engagements.note_stop", "reminders.set_schedule",
        "firms.state_fact", "firms.view_people", "journal.view", "evidence.upload",
        "evidence.withdraw", "inspections.plan", "inspections.pack", "inspections.rescope",
        "papers.prepare", "papers.review", "requests.ask", "requests.answer", "findings.open",
        "findings.remediate", "findings.extend", "findings.deduct", "findings.close",
        "reports.sign",
    },
    Role.CISO: SEES
    | PLANS
    | LOOKS
    | {
        "calendar.decide", "reminders.set_schedule", "thresholds.set",
        "engagements.open", "engagements.note_stop", "engagements.decide_reopening",
        "firms.state_fact", "firms.view_people", "journal.view", "evidence.withdraw",
        "inspections.plan", "inspections.seal", "inspections.pack", "inspections.rescope",
        "papers.review", "papers.approve", "requests.answer", "findings.decide",
        "findings.deduct", "findings.close", "crosswalk.decide", "reports.sign",
        "rulebooks.import", "findings.scheme",  # of the only firm there is
    },
    Role.CONTROL_OWNER: SEES
    | {"calendar.note_event"}
    | {"evidence.upload", "requests.answer", "findings.remediate", "findings.extend"},
    Role.INTERNAL_AUDITOR: SEES
    | WHOLE
    | PLANS
    | LOOKS
    | {"journal.view", "evidence.upload", "inspections.rescope", "reports.sign"}
    | {"thresholds.set"},
    Role.SIGNATORY: {
        "xrays.view",
        "engagements.view", "reminders.view",
        "calendar.view", "firms.view", "inspections.view", "inspections.seal", "inspections.pack",
        "papers.review", "papers.approve", "findings.decide", "reports.sign",
    },
    Role.CPA: SEES
    | WHOLE
    | {"xrays.view"}
    | {"engagements.work", "engagements.issue"}
    | {"journal.view", "evidence.upload", "reports.sign"},
    Role.SUPERVISOR: SEES
    | WHOLE
    | LOOKS
    | {
        "calendar.plan_everyone",
        "engagements.open", "engagements.note_stop", "engagements.decide_reopening",
        "journal.view", "crosswalk.decide", "crosswalk.state_figure", "rulebooks.import",
        "findings.scheme", "reports.sign",
    },
    Role.ADMINISTRATOR: {
        "reminders.view_mail",
        "calendar.plan_everyone", "calendar.add_working_days",
        "firms.view", "firms.create", "firms.view_people", "firms.manage_people",
        "crosswalk.decide", "crosswalk.state_figure", "rulebooks.import", "findings.scheme",
    },
}  # fmt: skip


def permissions():
    return {name for name in rules.permissions.permissions if "." in name}


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role):
    firm = make_firm()
    user = make_user(role, None if role in MARKET_WIDE else firm)

    assert {name for name in permissions() if user.has_perm(name, firm)} == MAY[role]


@pytest.mark.parametrize("role", sorted(set(Role) - MARKET_WIDE), ids=lambda role: role.value)
def test_a_firms_role_is_nothing_in_another_firm(role):
    user = make_user(role, make_firm())
    other = make_firm("9999", "他家證券")

    assert [name for name in permissions() if user.has_perm(name, other)] == []


def test_a_disabled_account_may_do_nothing():
    firm = make_firm()
    user = make_user(Role.CISO, firm)
    user.is_active = False

    assert [name for name in permissions() if user.has_perm(name, firm)] == []
