"""Every route × every role × another firm's user, from the URL map itself."""

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.factories import make_user
from tests.web.calendar.year import one_of_each
from tests.web.checking.found import one_of_each as found_by
from tests.web.engagements.one_of_each import one_of_each as engaged
from tests.web.inspections.remedies import sealed_with_finding
from tests.web.inspections.story import Story
from tests.web.inspections.worked_paper import one_of_each as worked
from tests.web.rulebooks.importing import bring
from tests.web.signatures.kept import keep_certified, keep_signed

from chahe.web.accounts.roles import MARKET_WIDE, Role
from chahe.web.calendar.models import Feed
from chahe.web.firms.personal_keys import make_key
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.actions import packing
from chahe.web.inspections.actions import requests as asking
from chahe.web.inspections.actions.campaigns import open_campaign
from chahe.web.inspections.actions.follow_ups import issue_follow_up
from chahe.web.inspections.kinds import kind_allows, sees
from chahe.web.inspections.queries_follow_ups import follow_ups_due
from chahe.web.journal.models import Entry

pytestmark = pytest.mark.django_db


def routes(patterns):
    """Return (name, door) of every route there is."""
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += routes(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            found.append((pattern.name, getattr(pattern.callback, "door", None)))
    return found


ROUTES = routes(get_resolver().url_patterns)


def test_every_route_has_a_door_and_a_name():
    assert [name for name, door in ROUTES if door is None or not name] == []


def test_no_two_routes_share_a_name():
    names = [name for name, _ in ROUTES]
    assert len(set(names)) == len(names)


def test_every_permission_of_a_door_is_granted_to_somebody():
    import rules

    asked = {door.permission for _, door in ROUTES if door.permission}
    assert [name for name in asked if not rules.perm_exists(name)] == []


@pytest.fixture(scope="module", autouse=True)
def _own_storage(tmp_path_factory):
    """Give the world its own files, for all who look at it."""
    home = tmp_path_factory.mktemp("world")
    kept = {"EVIDENCE_ROOT": "evidence", "LEDGER_KEY": "ledger_key.pem", "PACK_ROOT": "packs"}
    with override_settings(**{name: home / path for name, path in kept.items()}):
        yield


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, _own_storage):
    """Make the world once; each test looks at it in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield made_world()
        transaction.set_rollback(True)


def made_world():
    """示範證券 with one of everything, and a colleague for each role."""
    story = Story()
    inspection = story.plan("7.1")
    paper = inspection.papers.get(path="7.1.b.e")
    evidence = story.evidence(b"x\n", kind="firewall_config", name="fw.txt")
    attaching.attach_evidence(paper=paper, evidence=evidence, by=story.officer)
    checked = found_by(story, inspection.papers.get(path="7.1.b.d"))
    request = asking.ask_for_evidence(
        inspection=inspection,
        kind="firewall_config",
        asked_of=story.owner,
        due_on=story.today,
        by=story.officer,
    )
    finding = story.find(story.plan("4").papers.first())
    pack = packing.make_pack(inspection=story.seal(story.plan("11")), by=story.officer)
    tracked = sealed_with_finding(story, story.today, "6").paper.inspection
    follow_up = issue_follow_up(
        inspection=tracked,
        by=story.officer,
        due_on=follow_ups_due(story.firm, on=story.today)[0].due_on,
        sent_to="審計委員會",
    )
    signed = keep_signed(inspection, blob=evidence.blob, by=story.ciso)
    imported = bring(by=story.ciso)
    story.people = {
        Role.SECURITY_OFFICER: story.officer,
        Role.INTERNAL_AUDITOR: story.auditor,
        Role.CISO: story.ciso,
        Role.CONTROL_OWNER: story.owner,
    }
    for role in set(Role) - set(story.people):
        where = None if role in MARKET_WIDE else story.firm
        story.people[role] = make_user(role, where, enrolled=True)
    campaign = open_campaign(
        by=story.people[Role.SUPERVISOR],
        words={"title": "供應商", "reason": "市場事件", "question": "是否留有清冊？"},
        steps=["取得供應商清冊"],
        evidence_kinds=["firewall_config"],
        rules=[],
        since=story.today,
        until=story.today,
        due_on=story.today,
        firms=["8888"],
    )
    assessed = engaged(story, story.people[Role.CPA])
    story.things = {
        **one_of_each(story),
        **assessed,
        "certified": keep_certified(
            assessed["assessment"], blob=evidence.blob, by=story.people[Role.CPA]
        ).pk,
        **worked(story, paper, evidence),
        **checked,
        "token": make_key(Feed, firm=story.firm, user=story.owner),
        "campaign": campaign.pk,
        "inspection": inspection.pk,
        "paper": paper.pk,
        "finding": finding.pk,
        "pack": pack.pk,
        "follow_up": follow_up.pk,
        "signed": signed.pk,
        "asked": request.pk,
        "evidence": evidence.pk,
        "check": "firewall_exposure",
        "parameter": "named_addresses",
        "report": "inspection_report",
        "export": "assessment_plan",
        "suffix": "docx",
        "kind": "public_company",
        "ray": "conforming_without_evidence",
        "seq": Entry.objects.filter(firm="8888").earliest("seq").seq,
        "body": "twse",
        "document": "mechanism",
        "edition": "2018-11-30",
        "path": "7.1.b.c",
        "topic": "level_threshold",
        "code": "8888",
        "rule": imported.rules.get(path="1.1").pk,
    }
    story.by_prefix = {
        "import": imported.pk,
        "evidence": evidence.pk,
        "firm_person": story.people[Role.CPA].pk,
    }
    return story


def address(name, world):
    """Fill a route's arguments with things of 示範證券."""
    (possibility,) = {
        tuple(arguments) for _, arguments in get_resolver().reverse_dict.getlist(name)[0][0]
    }
    thing = next((pk for prefix, pk in world.by_prefix.items() if name.startswith(prefix)), 0)
    known = {**world.things, "pk": thing}
    return reverse(name, kwargs={argument: known[argument] for argument in possibility})


def ask(client, url):
    """GET a page, or POST an empty form to what takes only that; nothing it does is kept."""
    with transaction.atomic():
        response = client.get(url)
        if response.status_code == 405:
            response = client.post(url)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response


def signed_in(user):
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


OF_A_FIRM = [(name, door) for name, door in ROUTES if door.of_firm]


def test_nobody_gets_in_without_signing_in(world):
    stranger, let_in = Client(), []
    for name, door in ROUTES:
        response = ask(stranger, address(name, world))
        refused = response.status_code == 302 and response.url.startswith("/accounts/login/")
        if not refused and not door.public:
            let_in.append((name, response.status_code))

    assert let_in == []


def test_another_firms_people_find_nothing(world, monkeypatch):
    monkeypatch.setattr(Template, "render", lambda *said, **named: "")
    other, found = Story("9999"), []
    for user in (other.officer, other.ciso, other.auditor, other.owner):
        client = signed_in(user)
        for name, _ in OF_A_FIRM:
            status = ask(client, address(name, world)).status_code
            if status != 404:
                found.append((user.username, name, status))

    assert found == []


def test_things_of_another_firm_are_not_under_ones_own(world):
    other, found = Story("9999"), []
    client = signed_in(other.ciso)
    for name, door in OF_A_FIRM:
        url = address(name, world)
        own = url.replace("/firms/8888/", "/firms/9999/")
        if any(part.isdigit() for part in own.split("/")[3:]) and other.ciso.has_perm(
            door.permission, other.firm
        ):
            status = ask(client, own).status_code
            if status != 404:
                found.append((name, status))

    assert found == []


RENDERED = {Role.CISO, Role.CPA, Role.SUPERVISOR}  # of the others only who gets in is asked


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_a_role_gets_in_where_it_has_permission_and_nowhere_else(world, role, monkeypatch):
    user, wrong = world.people[role], []
    if role not in RENDERED:
        monkeypatch.setattr(Template, "render", lambda *said, **named: "")
    client = signed_in(user)
    for name, door in ROUTES:
        firm = world.firm if door.of_firm else None
        may = door.permission is None or user.has_perm(door.permission, firm)
        may = may and in_its_kind(user, name, door.permission, world)
        status = ask(client, address(name, world)).status_code
        opened = status not in (403, 404)
        if status >= 500 or (opened != may and name not in PERSONAL):
            wrong.append((name, door.permission, status))

    assert wrong == []


def in_its_kind(user, name, permission, world):
    """Say whether the kind of what a route names, 自行查核, lets a user in."""
    (arguments,) = {
        tuple(arguments) for _, arguments in get_resolver().reverse_dict.getlist(name)[0][0]
    }
    within = {"inspection", "paper", "finding", "run", "exemption", "pack", "asked", "follow_up"}
    if not within & set(arguments):
        return True
    if permission == "requests.answer":
        return kind_allows(user, world.firm, permission, "self")
    state = "sealed" if {"pack", "follow_up"} & set(arguments) else "open"
    return sees(user, world.firm, kind="self", state=state) and kind_allows(
        user, world.firm, permission, "self"
    )


# Where a permission is not enough: nobody sees recovery codes that were not made.
PERSONAL = {"mfa_view_recovery_codes"}
