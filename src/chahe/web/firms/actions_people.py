"""What an administrator does to the people of a firm."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from ..accounts import actions as accounts
from ..accounts.models import User
from ..accounts.roles import Role
from .models import Firm, Membership
from .permissions import FIRM_PEOPLE


@transaction.atomic
def add_person(
    firm: Firm,
    *,
    username: str,
    name: str,
    title: str,
    roles: Iterable[str],
    by: User,
    until: date | None = None,
) -> tuple[User, str]:
    """Make an account with roles in a firm; return it with its initial password.

    `until` is the last day of a CPA's.

    :raises ValidationError: when the username is taken, a role is not one of a firm's, or a CPA
        would stay for ever
    """
    given = _firm_roles(roles, until)
    made = accounts.create_account(
        by=by,
        username=username,
        name=name,
        title=title,
        memberships=[(role, firm) for role in given],
        firm=firm.code,
    )
    Membership.objects.filter(firm=firm, user=made[0], role=Role.CPA).update(until=until)
    return made


@transaction.atomic
def change_roles(
    firm: Firm, user: User, *, roles: Iterable[str], by: User, until: date | None = None
) -> None:
    """Give a person exactly these roles in a firm; what they hold elsewhere stays.

    `until` is the last day of a CPA's.

    :raises ValidationError: when the roles are one's own, none, or not of a firm, or a CPA would
        stay for ever
    """
    refuse_own(user, by)
    wanted = dict.fromkeys(_firm_roles(roles, until))
    if Role.CPA in wanted:
        wanted[Role.CPA] = until
    held = Membership.objects.select_for_update().filter(firm=firm, user=user)
    before = {Role(each.role): each.until for each in held}
    if before == wanted:
        return
    held.exclude(role__in=wanted).delete()
    for role, last in wanted.items():
        Membership.objects.update_or_create(
            firm=firm, user=user, role=role, defaults={"until": last}
        )
    words = {"before": _said(before), "after": _said(wanted)}
    accounts.tell("account.roles_changed", user, by, firm.code, **words)


def refuse_own(user: User, by: User) -> None:
    """:raises ValidationError: when somebody would manage their own account"""
    if user.pk == by.pk:
        raise ValidationError("不能管理自己的帳號與角色。請由另一位系統管理者處理。")


def _said(roles: Mapping[Role, date | None]) -> str:
    """Return roles as the journal says them, each with its last day if it has one."""
    return ",".join(
        f"{role.value}~{last.isoformat()}" if last else role.value
        for role, last in sorted(roles.items())
    )


def _firm_roles(roles: Iterable[str], until: date | None) -> list[Role]:
    given = [Role(role) for role in roles]
    if not given:
        raise ValidationError("請至少選一個角色。要讓這個人不再登入，請停用帳號。")
    if not FIRM_PEOPLE.issuperset(given):
        raise ValidationError("這個角色不屬於單一證券商，不能在這裡指派。")
    if Role.CPA in given and until is None:
        raise ValidationError("會計師的存取要有最後一天，請填寫。")
    return given
