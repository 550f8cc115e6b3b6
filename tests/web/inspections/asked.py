"""Requests for evidence, for tests of who is asked what."""

from django.urls import reverse
from tests.factories import make_user
from tests.web.inspections.story import MECHANISM

from chahe.web.accounts.roles import Role
from chahe.web.inspections.actions import planning
from chahe.web.inspections.actions import requests as asking
from chahe.workflow import InspectionKind

KIND = "audit_report"  # expected by 符合性


def ask(story, inspection, kind=KIND, of=None, by=None, **said):
    """Ask the owner, by the officer, unless told otherwise."""
    return asking.ask_for_evidence(
        inspection=inspection,
        kind=kind,
        asked_of=of or story.owner,
        by=by or story.officer,
        **{"due_on": story.today, **said},
    )


def selected(story):
    """Plan an inspection by the exchange, whose subject the firm does not know."""
    story.supervisor = make_user(Role.SUPERVISOR, enrolled=True, username="supervisor")
    return planning.plan_inspection(
        firm=story.firm,
        section=f"{MECHANISM}#11",
        on=story.today,
        by=story.supervisor,
        kind=InspectionKind.SELECTED,
        subject="客訴某甲",
    )


def page(client, user, name, *args, **query):
    """Return a page of the firm's as a user sees it."""
    client.force_login(user)
    return again(client, name, *args, **query)


def again(client, name, *args, **query):
    """Return a page of the firm's as who signed in last sees it."""
    return client.get(reverse(name, args=["8888", *args]), query)
