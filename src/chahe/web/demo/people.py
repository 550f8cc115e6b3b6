"""The invented people of the demonstration: one account for each role, and three more to sign."""

from dataclasses import dataclass

from django.utils import timezone

from chahe.deadlines import days_after
from chahe.web.accounts.actions import create_account
from chahe.web.accounts.models import User
from chahe.web.accounts.roles import Role
from chahe.web.firms.models import Firm, Membership

DAYS_OF_CPA = 730  # from where the history begins; they come for a time
PASSWORD = "Chahe-Demo-2026"  # noqa: S105 (printed on the screen; the data is invented)


@dataclass(frozen=True)
class Person:
    username: str
    name: str
    title: str
    role: Role
    market: bool = False


PEOPLE = (
    Person("officer", "王怡君", "資安專責人員", Role.SECURITY_OFFICER),
    Person("auditor", "陳建宏", "稽核專員", Role.INTERNAL_AUDITOR),
    Person("ciso", "林淑芬", "資安長", Role.CISO),
    Person("owner", "張志豪", "網路組組長", Role.CONTROL_OWNER),
    Person("signatory", "黃美玲", "總經理", Role.SIGNATORY),
    Person("cpa", "吳承恩", "會計師", Role.CPA),
    Person("supervisor", "李監理", "交易所監理人員", Role.SUPERVISOR, market=True),
    Person("admin", "周管理", "系統管理者", Role.ADMINISTRATOR, market=True),
)


def make_people(firm: Firm) -> dict[str, User]:
    """Make the accounts, by username; `own_passwords` makes their password their own."""
    people = {}
    for person in PEOPLE:
        user, _ = create_account(
            by=None,
            username=person.username,
            name=person.name,
            title=person.title,
            memberships=[(person.role, None if person.market else firm)],
            password=PASSWORD,
            firm="" if person.market else firm.code,
        )
        people[person.username] = user
    until = days_after(timezone.localdate(), DAYS_OF_CPA)
    Membership.objects.filter(firm=firm, role=Role.CPA).update(until=until)
    return people


def own_passwords() -> None:
    """Let everybody's password be one they chose today."""
    User.objects.update(password_changed_at=timezone.now())
