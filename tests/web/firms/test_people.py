from datetime import date

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import Client, RequestFactory
from django.urls import reverse
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import WRONG, acts, detail, enrolled, entries, sign_in

from chahe.web.accounts.models import User
from chahe.web.accounts.roles import Role
from chahe.web.firms.models import Membership
from chahe.web.firms.views_people import disable

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.accounts.routes")]

POSTED = ["roles", "disable", "enable", "unlock", "reset_password", "remove_authenticator"]


@pytest.fixture(autouse=True)
def _static(settings):
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def firm():
    return make_firm()


@pytest.fixture
def administrator():
    return enrolled(make_user(Role.ADMINISTRATOR))


@pytest.fixture
def client(administrator):
    signed_in = Client()
    signed_in.force_login(administrator)
    return signed_in


@pytest.fixture
def owner(firm):
    return make_user(Role.CONTROL_OWNER, firm)


def url(name, firm, user=None):
    args = [firm.code, user.pk] if user else [firm.code]
    return reverse(f"firm_person_{name}" if name else "firm_person", args=args)


def roles_of(user, firm):
    return set(Membership.objects.filter(user=user, firm=firm).values_list("role", flat=True))


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_whatever_its_length(client, firm, rows, django_assert_num_queries):
    for n in range(rows):
        make_user(Role.CPA, firm, username=f"cpa{n}")

    with django_assert_num_queries(9):  # session, user, firm, held, count, page, roles, locks, side
        page = client.get(reverse("firm_people", args=["8888"]))

    assert [each.username for each in page.context["listing"]] == [f"cpa{n}" for n in range(rows)]


def test_list_shows_state_roles_and_only_this_firms_people(client, firm, owner):
    make_user(Role.CISO, make_firm("9999"), username="elsewhere")
    disabled = make_user(Role.CPA, firm, username="gone")
    disabled.is_active = False
    disabled.save()
    for _ in range(5):
        sign_in(Client(), owner, WRONG)

    page = client.get(reverse("firm_people", args=["8888"]))

    html = page.content.decode()
    for said in ("control_owner-8888", "單位承辦", "鎖定", "停用", "建立帳號"):
        assert said in html
    assert [each.username for each in page.context["listing"]] == ["control_owner-8888", "gone"]


def test_list_is_exported(client, firm, owner):
    csv = client.get(reverse("firm_people", args=["8888"]) + "?export=csv").getvalue().decode()

    assert "control_owner-8888,control_owner-8888,,單位承辦,是,否," in csv


@pytest.mark.parametrize("role", [Role.CISO, Role.SECURITY_OFFICER])
def test_firm_may_look_but_not_manage(firm, owner, role):
    client = Client()
    client.force_login(enrolled(make_user(role, firm)))

    page = client.get(reverse("firm_people", args=["8888"]))

    assert page.status_code == 200
    assert "建立帳號" not in page.content.decode()
    assert "停用帳號" not in client.get(url("", firm, owner)).content.decode()
    assert client.get(url("new", firm)).status_code == 403
    assert [client.post(url(each, firm, owner)).status_code for each in POSTED] == [403] * 6
    assert roles_of(owner, firm) == {"control_owner"}


@pytest.mark.parametrize("role", [Role.CONTROL_OWNER, Role.INTERNAL_AUDITOR, Role.CPA])
def test_others_of_the_firm_may_not_look(firm, role):
    client = Client()
    client.force_login(enrolled(make_user(role, firm, username="other")))

    assert client.get(reverse("firm_people", args=["8888"])).status_code == 403


def test_another_firm_is_not_found(firm, owner):
    client = Client()
    client.force_login(enrolled(make_user(Role.CISO, make_firm("9999"))))

    assert client.get(reverse("firm_people", args=["8888"])).status_code == 404
    assert client.get(url("", firm, owner)).status_code == 404
    assert client.post(url("disable", firm, owner)).status_code == 404


def test_person_of_another_firm_is_not_found_in_this_one(client, firm, owner):
    other = make_firm("9999")

    assert client.get(url("", other, owner)).status_code == 404
    assert [client.post(url(each, other, owner)).status_code for each in POSTED] == [404] * 6


def test_creating_shows_the_initial_password_once(client, firm, administrator):
    form = {"username": "wang.xm", "name": "王小明", "title": "專員", "roles": ["cpa", "ciso"]}
    form["until"] = "199/12/31"

    page = client.post(url("new", firm), form)

    user = User.objects.get(username="wang.xm")
    initial = page.context["initial"]
    assert user.check_password(initial)
    assert user.password_changed_at is None
    assert "no-store" in page.headers["Cache-Control"]
    assert initial not in client.get(url("", firm, user)).content.decode()
    assert roles_of(user, firm) == {"cpa", "ciso"}
    entry = entries("account.created")[0]
    assert (entry.actor, entry.firm) == (administrator.username, "8888")
    assert all(initial not in each.text for each in entries())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": "Wang"}, "小寫英文"),
        ({"username": "王小明"}, "小寫英文"),
        ({"username": "control_owner-8888"}, "已經有人使用"),
        ({"roles": []}, "至少選一個角色"),
        ({"until": ""}, "要有最後一天"),
        ({"until": "114/12/31"}, "這一天已經過了"),
        ({"roles": ["ciso"]}, "只有會計師有最後一天"),
        ({"roles": ["administrator"]}, "administrator"),
        ({"name": ""}, "必"),
    ],
)
def test_wrong_form_is_shown_again_and_makes_nobody(client, firm, owner, wrong, said):
    form = {"username": "wang", "name": "王小明", "roles": ["cpa"], "until": "199/12/31"} | wrong

    page = client.post(url("new", firm), form)

    assert page.status_code == 422
    assert said in page.content.decode()
    assert User.objects.count() == 2
    assert entries("account.created") == []


def test_roles_are_changed_here_and_left_alone_elsewhere(client, firm, owner):
    other = make_firm("9999")
    Membership.objects.create(user=owner, firm=other, role=Role.CPA)
    Membership.objects.create(user=owner, firm=None, role=Role.SUPERVISOR)

    client.post(url("roles", firm, owner), {"roles": ["ciso", "signatory"]})

    assert roles_of(owner, firm) == {"ciso", "signatory"}
    assert roles_of(owner, other) == {"cpa"}
    assert roles_of(owner, None) == {"supervisor"}
    assert detail(entries("account.roles_changed")[0]) == {
        "before": "control_owner",
        "after": "ciso,signatory",
    }


def test_a_cpa_is_let_in_until_a_day_and_no_longer(client, firm, owner):
    client.post(url("roles", firm, owner), {"roles": ["cpa"], "until": "199/12/31"})
    client.post(url("roles", firm, owner), {"roles": ["cpa"], "until": "199/12/30"})
    refused = client.post(url("roles", firm, owner), {"roles": ["cpa"]})

    assert refused.status_code == 422
    (held,) = Membership.objects.filter(user=owner, firm=firm)
    assert (held.role, held.until) == ("cpa", date(2110, 12, 30))
    page = client.get(url("", firm, owner)).content.decode()
    assert "會計師（至199年12月30日）" in page
    assert detail(entries("account.roles_changed")[1]) == {
        "before": "cpa~2110-12-31",
        "after": "cpa~2110-12-30",
    }


def test_unchanged_roles_are_no_act(client, firm, owner):
    client.post(url("roles", firm, owner), {"roles": ["control_owner"]})

    assert entries("account.roles_changed") == []


@pytest.mark.parametrize("roles", [[], ["administrator"], ["supervisor", "cpa"]])
def test_roles_that_are_none_or_market_wide_are_refused(client, firm, owner, roles):
    assert client.post(url("roles", firm, owner), {"roles": roles}).status_code == 422
    assert roles_of(owner, firm) == {"control_owner"}


@pytest.mark.parametrize("act", ["disable", "enable", "unlock", "reset_password"])
def test_nobody_manages_themselves(client, firm, administrator, act):
    Membership.objects.create(user=administrator, firm=firm, role=Role.CISO)

    told = client.post(url(act, firm, administrator), follow=True)
    refused = client.post(url("roles", firm, administrator), {"roles": ["ciso", "signatory"]})

    assert "不能管理自己的帳號" in told.content.decode()
    assert refused.status_code == 422
    assert roles_of(administrator, firm) == {"ciso"}
    administrator.refresh_from_db()
    assert administrator.is_active
    assert acts() == ["factor.enrolled", "session.opened"]


def test_disabling_ends_sessions_and_enabling_lets_in_again(client, firm, owner):
    theirs = Client()
    sign_in(theirs, owner)

    client.post(url("disable", firm, owner))
    assert theirs.get("/").status_code == 302
    assert sign_in(Client(), owner).status_code == 200

    client.post(url("enable", firm, owner))
    assert sign_in(Client(), owner).status_code == 302
    assert [each.firm for each in entries("account.disabled", "account.enabled")] == ["8888"] * 2


def test_last_active_administrator_is_not_disabled(client, firm, administrator):
    """Two requests that cross: the one who asks was disabled after being let in."""
    second = make_user(Role.ADMINISTRATOR, username="second")
    Membership.objects.create(user=second, firm=firm, role=Role.CISO)
    User.objects.filter(pk=administrator.pk).update(is_active=False)
    request = RequestFactory().post("/")
    request.user, request.session = administrator, client.session
    request._messages = FallbackStorage(request)

    disable(request, code="8888", pk=second.pk)

    assert "最後一位" in str(next(iter(request._messages)))
    second.refresh_from_db()
    assert second.is_active


def test_unlocking_lets_in_again(client, firm, owner):
    for _ in range(5):
        sign_in(Client(), owner, WRONG)

    assert "解除鎖定" in client.get(url("", firm, owner)).content.decode()
    client.post(url("unlock", firm, owner))

    assert sign_in(Client(), owner).status_code == 302
    assert len(entries("account.unlocked")) == 1


def test_reset_shows_a_new_initial_password_once(client, firm, owner):
    page = client.post(url("reset_password", firm, owner))

    owner.refresh_from_db()
    assert owner.check_password(page.context["initial"])
    assert owner.password_changed_at is None
    assert "no-store" in page.headers["Cache-Control"]


def test_lost_authenticator_is_removed(client, firm, administrator):
    ciso = enrolled(make_user(Role.CISO, firm))

    client.post(url("remove_authenticator", firm, ciso))

    assert not ciso.authenticator_set.exists()
    entry = entries("factor.removed")[0]
    assert (entry.actor, entry.subject) == (administrator.username, f"user:{ciso.pk}")


@pytest.mark.parametrize("name", POSTED)
def test_buttons_answer_post_alone(client, firm, owner, name):
    assert client.get(url(name, firm, owner)).status_code == 405


def test_every_route_has_a_firms_door():
    from chahe.web.firms.urls_people import urlpatterns

    assert {route.callback.door.permission for route in urlpatterns if route.name != "firm_person"}
    assert all(route.callback.door.of_firm for route in urlpatterns)
