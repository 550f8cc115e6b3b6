import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.factories import make_firm, make_user

from chahe.web.accounts import actions
from chahe.web.accounts.models import User
from chahe.web.accounts.roles import Role
from chahe.web.firms.models import Membership
from chahe.web.journal.models import Entry

from .signing_in import acts, detail, entries

pytestmark = pytest.mark.django_db


def create(**more):
    given = {"username": "chen", "name": "陳美玲", "memberships": [], "by": None} | more
    return actions.create_account(**given)


def test_created_account_holds_its_roles_and_an_initial_password():
    firm = make_firm()

    user, initial = create(
        title="經理", memberships=[(Role.CISO, firm), (Role.ADMINISTRATOR, None)]
    )

    assert (user.name, user.title, user.password_changed_at) == ("陳美玲", "經理", None)
    assert user.check_password(initial)
    assert user.password_records.count() == 1
    assert set(user.memberships.values_list("role", "firm")) == {
        ("ciso", firm.pk),
        ("administrator", None),
    }


def test_creating_is_journaled_without_the_password():
    _, initial = create(memberships=[(Role.CISO, make_firm())])

    entry = Entry.objects.get()
    assert (entry.act, entry.actor, entry.firm) == ("account.created", "system", "8888")
    assert detail(entry) == {"username": "chen", "roles": "ciso@8888"}
    assert initial not in entry.text


def test_given_password_must_be_changed_too():
    user, initial = create(password="Demo-Phrase-123")

    assert initial == "Demo-Phrase-123"
    assert user.password_changed_at is None


@pytest.mark.parametrize("username", ["chen", "CHEN", "Chen"])
def test_username_is_taken_whatever_its_case(username):
    create()

    with pytest.raises(ValidationError, match="已經有人使用"):
        create(username=username)
    assert acts() == ["account.created"]


@pytest.mark.parametrize("username", ["", "a b", "x" * 151, "a\nb"])
def test_what_is_not_a_username_is_refused(username):
    with pytest.raises(ValidationError):
        create(username=username)
    assert User.objects.count() == 0


def test_last_administrator_cannot_be_disabled():
    first, second = (make_user(Role.ADMINISTRATOR, username=name) for name in ("first", "second"))

    actions.disable_account(first, by=second)
    with pytest.raises(ValidationError, match="最後一位"):
        actions.disable_account(second, by=first)

    second.refresh_from_db()
    assert second.is_active
    assert acts() == ["account.disabled"]


def test_somebody_else_can_be_disabled_beside_one_administrator():
    administrator = make_user(Role.ADMINISTRATOR)

    actions.disable_account(make_user(username="lin"), by=administrator)

    assert not User.objects.get(username="lin").is_active


def test_enabled_again_is_journaled():
    user = make_user(username="lin")
    actions.disable_account(user, by=user)

    actions.enable_account(user, by=user)

    assert acts() == ["account.disabled", "account.enabled"]


def test_act_and_entry_are_undone_together():
    user = make_user(username="lin")
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.disable_account(user, by=user)
        raise RuntimeError

    assert User.objects.get(username="lin").is_active
    assert entries() == []


def test_database_refuses_a_superuser():
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_superuser("root", name="root")


def test_reset_leaves_alone_what_another_did_meanwhile():
    user = make_user(username="lin")
    actions.disable_account(User.objects.get(pk=user.pk), by=user)

    actions.reset_password(user, by=user)

    assert not User.objects.get(pk=user.pk).is_active


def test_removed_authenticator_takes_its_recovery_codes_along():
    user = make_user(Role.CISO, make_firm())
    actions.enrol_authenticator(user, secret="JBSWY3DPEHPK3PXP")

    actions.remove_authenticator(user, by=user)

    assert acts() == ["factor.enrolled", "factor.removed"]
    assert Membership.objects.count() == 1
