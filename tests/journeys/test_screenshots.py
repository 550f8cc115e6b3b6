"""Write docs/images/ from a fresh demonstration; somebody must then look at them.

CHAHE_SCREENSHOTS=1 pytest tests/journeys/test_screenshots.py
"""

import pytest

from chahe.web.demo.people import PASSWORD

from .person import SCREEN, Person
from .pictures import picture, pictured

FIRM, BOOK = "/firms/8888", "/rulebook/twse/mechanism/2018-11-30/"
AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
pytestmark = [pytest.mark.journey, pictured]
ACCESS = f"{FIRM}/inspections/?state=open&cadence=monthly&q=CC-18000"
RETURNED = "table tbody tr:has-text('退回補正') a"
# who looks, at what address, through which links from there
PAGES = {
    "home": ("auditor", f"{FIRM}/"),
    "inspections": ("officer", f"{FIRM}/inspections/"),
    "inspection": ("officer", ACCESS, "table tbody a"),
    "plan": ("officer", f"{FIRM}/inspections/plan/"),
    "calendar": ("officer", f"{FIRM}/calendar/"),
    "calendar-half": ("officer", f"{FIRM}/calendar/half/"),
    "calendar-month": ("officer", f"{FIRM}/calendar/month/"),
    "calendar-items": ("officer", f"{FIRM}/calendar/items/"),
    "adjustments": ("ciso", f"{FIRM}/calendar/adjustments/"),
    "requests": ("owner", f"{FIRM}/requests/"),
    "sample": ("officer", ACCESS, "table tbody a", RETURNED, "#sample a"),
    "xrays": ("auditor", f"{FIRM}/xrays/"),
    "reminders": ("auditor", f"{FIRM}/reminders/"),
    "follow-ups": ("officer", f"{FIRM}/findings/follow-ups/"),
    "campaigns": ("supervisor", "/campaigns/"),
    "finding": ("officer", f"{FIRM}/findings/?state=closed", "table tbody a"),
    "paper": ("officer", f"{FIRM}/findings/?state=planned&q=7(1)b(e)", "table tbody a", "#five a"),
    "check-results": (
        "officer",
        f"{FIRM}/findings/?state=planned&q=7(1)b(e)",
        "table tbody a",
        "#five a",
        "#checks p a",
    ),
    "exemptions": ("officer", f"{FIRM}/exemptions/"),
    "thresholds": ("ciso", f"{FIRM}/thresholds/"),
    "threshold": ("ciso", f"{FIRM}/thresholds/firewall_exposure/named_addresses/"),
    "paper-draft": (
        "officer",
        ACCESS,
        "table tbody a",
        RETURNED,
    ),
    "findings": ("officer", f"{FIRM}/findings/"),
    "evidence": ("officer", f"{FIRM}/evidence/"),
    "evidence-upload": ("officer", f"{FIRM}/evidence/new/"),
    "evidence-one": ("officer", f"{FIRM}/evidence/?q=FW-DEMO", "table tbody a"),
    "profile": ("officer", f"{FIRM}/profile/"),
    "rulebook": ("officer", "/rulebook/"),
    "edition": ("officer", BOOK),
    "rule": ("officer", f"{BOOK}7.1.b.c/"),
    "compare": (
        "officer",
        "/rulebook/compare/?before=twse/mechanism@before-2018-11-30&after=twse/mechanism@2018-11-30",
    ),
    "crosswalk": ("officer", "/crosswalk/"),
    "conflicts": ("officer", f"{FIRM}/conflicts/"),
    "interview": ("officer", f"{FIRM}/profile/interview/"),
    "scope": ("officer", f"{FIRM}/scope/"),
    "impact": ("officer", f"{FIRM}/impact/"),
    "imports": ("admin", "/rulebook/imports/"),
    "search": ("officer", "/search/?q=防火牆"),
    "journal": ("ciso", f"{FIRM}/journal/?group=finding"),
    "journal-entry": ("ciso", f"{FIRM}/journal/?group=finding", "table tbody a"),
    "people": ("admin", f"{FIRM}/people/"),
    "account": ("officer", "/accounts/"),
    "sign-in": ("", "/accounts/login/"),
}
TALL = {"paper": 1150}  # so that the rows of its check are seen


@pytest.fixture(scope="module")
def people(browser, demo):
    came = {}

    def come(username):
        if username not in came:
            came[username] = Person(browser, demo.url, user_agent=AGENT)
            if username:
                came[username].give_password(username, PASSWORD)
        return came[username]

    yield come
    for person in came.values():
        person.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_pictured(people, name):
    username, path, *links = PAGES[name]
    person = people(username)
    person.page.set_viewport_size({**SCREEN, "height": TALL.get(name, SCREEN["height"])})
    person.go(path)
    for link in links:
        person.page.locator(f"main {link}").first.click()
        person.page.wait_for_load_state()

    picture(person, name)
