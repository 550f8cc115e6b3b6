"""What an administrator does to the people of a firm."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from ..accounts import actions as accounts
from ..accounts.models import User
from ..accounts.roles import Role
from .models import Firm, Membership
from .permissions import FIRM_PEOPLE


def add_person(
    firm: Firm, *, username: str, name: str, title: str, roles: Iterable[str], by: User
) -> tuple[User, str]:
    """Make an account with roles in a firm; return it with its initial password.

    :raises ValidationError: when the username is taken, or a role is not one of a firm's
    """
    return accounts.create_account(
        by=by,
        username=username,
        name=name,
        title=title,
        memberships=[(role, firm) for role in _firm_roles(roles)],
        firm=firm.code,
    )


@transaction.atomic
def change_roles(firm: Firm, user: User, *, roles: Iterable[str], by: User) -> None:
    """Give a person exactly these roles in a firm; what they hold elsewhere stays.

    :raises ValidationError: when the roles are one's own, none, or not of a firm
    """
    refuse_own(user, by)
    wanted = set(_firm_roles(roles))
    held = Membership.objects.select_for_update().filter(firm=firm, user=user)
    before = {Role(each.role) for each in held}
    if before == wanted:
        return
    held.filter(role__in=before - wanted).delete()
    for role in wanted - before:
        Membership.objects.create(firm=firm, user=user, role=role)
    words = {"before": ",".join(sorted(before)), "after": ",".join(sorted(wanted))}
    accounts.tell("account.roles_changed", user, by, firm.code, **words)


def refuse_own(user: User, by: User) -> None:
    """:raises ValidationError: when somebody would manage their own account"""
    if user.pk == by.pk:
        raise ValidationError("不能管理自己的帳號與角色。請由另一位系統管理者處理。")


def _firm_roles(roles: Iterable[str]) -> list[Role]:
    given = [Role(role) for role in roles]
    if not given:
        raise ValidationError("請至少選一個角色。要讓這個人不再登入，請停用帳號。")
    if not FIRM_PEOPLE.issuperset(given):
        raise ValidationError("這個角色不屬於單一證券商，不能在這裡指派。")
    return given
