"""Who may do what, written out: a change of this table is a decision."""

import pytest
import rules
from tests.factories import make_firm, make_user

from chahe.web.accounts.roles import MARKET_WIDE, Role

pytestmark = pytest.mark.django_db

SEES = {"firms.view", "inspections.view", "evidence.view"}
MAY = {
    Role.SECURITY_OFFICER: SEES
    | {
        "firms.state_fact", "firms.view_people", "journal.view", "evidence.upload",
        "evidence.withdraw", "inspections.plan", "inspections.pack", "papers.prepare",
        "papers.review", "requests.ask", "requests.answer", "findings.open",
        "findings.remediate", "findings.close",
    },
    Role.CISO: SEES
    | {
        "firms.state_fact", "firms.view_people", "journal.view", "evidence.withdraw",
        "inspections.plan", "inspections.seal", "inspections.pack", "papers.review",
        "papers.approve", "findings.close", "crosswalk.decide",
        "rulebooks.import",  # of the only firm there is
    },
    Role.CONTROL_OWNER: SEES | {"evidence.upload", "requests.answer", "findings.remediate"},
    Role.INTERNAL_AUDITOR: SEES
    | {
        "journal.view", "evidence.upload", "inspections.plan", "inspections.pack",
        "papers.prepare", "papers.review", "requests.ask", "requests.answer",
        "findings.open", "findings.close",
    },
    Role.SIGNATORY: {"firms.view", "inspections.view"},
    Role.CPA: SEES | {"journal.view", "evidence.upload"},
    Role.SUPERVISOR: SEES
    | {"journal.view", "crosswalk.decide", "crosswalk.state_figure", "rulebooks.import"},
    Role.ADMINISTRATOR: {
        "firms.view", "firms.create", "firms.view_people", "firms.manage_people",
        "crosswalk.decide", "crosswalk.state_figure", "rulebooks.import",
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
