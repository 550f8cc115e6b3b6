import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import RequestFactory
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import WRONG, detail, enrolled, entries, sign_in

from chahe.web.accounts.middleware import AccessRulesMiddleware
from chahe.web.accounts.models import User
from chahe.web.accounts.roles import Role
from chahe.web.accounts.signals import acted
from chahe.web.journal.receivers import last_sign_ins

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.accounts.routes")]


@pytest.fixture(autouse=True)
def _fresh(settings):
    cache.clear()
    settings.WHITENOISE_AUTOREFRESH = True


def test_name_tried_is_kept_short_and_on_one_line(client):
    sign_in(client, "a\u202eb\u0085c\t" + "x" * 140, WRONG)

    entry = entries("sign_in.refused")[0]
    assert detail(entry)["username"] == "abc" + "x" * 140
    assert (entry.subject, entry.actor, entry.firm) == ("user:unknown", "system", "")


def test_long_detail_is_cut_to_size():
    typed = {"username": "y" * 999, "roles": "z" * 9999}

    acted.send(sender=None, act="session.cut", user=None, by=None, detail=typed)

    assert detail(entries()[0]) == {"username": "y" * 150, "roles": "z" * 1000}


def test_entry_names_the_only_firm_of_its_user(client):
    firm, other = make_firm(), make_firm("9999", "另一證券")
    one = make_user(Role.CONTROL_OWNER, firm)
    sign_in(client, one)
    two = make_user(Role.CONTROL_OWNER, firm, "two")
    two.memberships.create(firm=other, role=Role.CPA)
    sign_in(client.__class__(), two, WRONG)

    assert [each.firm for each in entries()] == ["8888", ""]


def test_shut_door_of_a_firm_is_journaled(client):
    firm = make_firm()
    client.force_login(enrolled(make_user(Role.CISO, firm)))

    assert client.get("/firms/8888/").status_code == 403

    entry = entries("door.refused")[0]
    assert (entry.actor, entry.firm) == ("ciso-8888", "8888")
    assert detail(entry) == {
        "permission": "firms.manage_people",
        "path": "/firms/8888/",
        "method": "GET",
    }


def test_shut_door_of_the_market_is_journaled(client):
    client.force_login(enrolled(make_user(Role.SUPERVISOR)))

    assert client.post("/market/").status_code == 403
    assert detail(entries("door.refused")[0])["permission"] == "firms.create"


def test_open_door_and_unknown_firm_are_no_refusals(client):
    client.force_login(enrolled(make_user(Role.ADMINISTRATOR)))

    assert client.get("/market/").content == b"market"
    assert client.get("/firms/8888/").status_code == 404
    assert entries("door.refused") == []


def test_refusal_is_kept_when_the_view_is_rolled_back():
    request = RequestFactory().get("/market/")
    request.user, request.resolver_match = make_user(Role.CISO, make_firm()), None
    with pytest.raises(PermissionDenied) as raised, transaction.atomic():
        make_user(username="undone")
        raise PermissionDenied("firms.create")

    AccessRulesMiddleware(lambda request: None).process_exception(request, raised.value)

    assert [each.actor for each in entries("door.refused")] == ["ciso-8888"]
    assert not User.objects.filter(username="undone").exists()


def test_other_errors_are_not_refusals():
    request = RequestFactory().get("/market/")

    AccessRulesMiddleware(lambda request: None).process_exception(request, ValueError("x"))

    assert entries() == []


def test_last_sign_ins_are_the_newest_of_one_user(client):
    user, other = make_user(username="lin"), make_user(username="wang")
    for each in (user, other, user):
        sign_in(client.__class__(), each)

    assert len(last_sign_ins(None, user=user, limit=20)) == 2
    assert [each["text"] for each in last_sign_ins(None, user=user, limit=1)] == ["登入"]
