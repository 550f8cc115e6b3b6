"""Put a firm that trades security tokens and three CPAs into a site; all have been here before."""

import json

import django

django.setup()

from datetime import date

from chahe.web.accounts import actions as accounts
from chahe.web.accounts.roles import Role
from chahe.web.demo.seed import FACTS
from chahe.web.firms.actions import create_firm, state_fact

from .seed import PASSWORD, SECRET

PEOPLE = (
    ("ciso", "林淑芬", "資安長", Role.CISO),
    ("owner", "張志豪", "網路組組長", Role.CONTROL_OWNER),
    ("wu", "吳承恩", "會計師", Role.CPA),
    ("hsu", "許雅婷", "會計師", Role.CPA),
    ("tsai", "蔡明哲", "查核經理", Role.CPA),
)
# what the rows of the principles turn on
TURNS_ON = {
    "services": ["brokerage", "dealing", "security_token"],
    **dict.fromkeys(("key_custody", "mobile_app", "qr_wallet", "outsourcing"), True),
    **dict.fromkeys(("outsourcing_customer_data", "cloud_user"), True),
}


def main() -> None:
    firm = create_firm(by=None, code="8888", name="示範證券")
    people = {}
    for username, name, title, role in PEOPLE:
        user, _ = accounts.create_account(
            by=None, username=username, name=name, title=title, memberships=[(role, firm)]
        )
        accounts.set_password(user, PASSWORD, initial=False)
        accounts.enrol_authenticator(user, secret=SECRET)
        people[username] = user
    for kind, value in {**dict(FACTS), **TURNS_ON}.items():
        state_fact(
            firm=firm, by=people["ciso"], kind=kind, value=value,
            since=date(2020, 1, 1), source="公司登記與業務申報",
        )  # fmt: skip
    print(json.dumps({"people": sorted(people)}))


if __name__ == "__main__":
    main()
