"""Put one firm and its people into a site; print their initial passwords."""

import json

import django

django.setup()

from datetime import date

from chahe.web.accounts import actions as accounts
from chahe.web.accounts.roles import Role
from chahe.web.demo.seed import FACTS
from chahe.web.firms.actions import create_firm, state_fact

PASSWORD, SECRET = "Correct-Horse-7", "JBSWY3DPEHPK3PXP"  # of those who have been here before
PEOPLE = (
    ("officer", "王怡君", "資安專責人員", Role.SECURITY_OFFICER),
    ("auditor", "陳建宏", "稽核專員", Role.INTERNAL_AUDITOR),
    ("ciso", "林淑芬", "資安長", Role.CISO),
    ("owner", "張志豪", "網路組組長", Role.CONTROL_OWNER),
)
RETURNING = {"auditor", "ciso"}


def main() -> None:
    firm = create_firm(by=None, code="8888", name="示範證券")
    initial, people = {}, {}
    for username, name, title, role in PEOPLE:
        people[username], initial[username] = accounts.create_account(
            by=None, username=username, name=name, title=title, memberships=[(role, firm)]
        )
        if username in RETURNING:
            accounts.set_password(people[username], PASSWORD, initial=False)
            accounts.enrol_authenticator(people[username], secret=SECRET)
    for kind, value in FACTS:
        state_fact(
            firm=firm, by=people["officer"], kind=kind, value=value,
            since=date(2020, 1, 1), source="公司登記與業務申報",
        )  # fmt: skip
    print(json.dumps(initial))


if __name__ == "__main__":
    main()
