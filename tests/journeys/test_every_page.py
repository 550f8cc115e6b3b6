"""Every page of the URL map, as everybody who may open it sees it."""

import pytest

from .faults import ALL, NONE, SOME, faults_here, faults_of
from .person import Person

pytestmark = pytest.mark.journey

FIRM = "/firms/8888"
MARKET = ("supervisor", "admin")
# Pages of those who have an authenticator: test_pages_of_the_second_factor_are_without_fault.
PERSONAL = {"mfa_view_recovery_codes", "mfa_deactivate_totp"}


@pytest.fixture(scope="module")
def addresses(demo):
    return demo.run("addresses")


def answer(person, url):
    """Ask without a browser's eyes; return the status and whether it is a page."""
    response = person.context.request.get(url, max_redirects=0)
    return response.status, response.headers.get("content-type", "").startswith("text/html")


def test_browser_tells_what_is_wrong_with_a_page(demo_people):
    person = demo_people("officer")
    person.go(f"{FIRM}/findings/")

    person.page.evaluate("""() => {
        document.body.append(Object.assign(document.createElement("script"), {textContent: "1"}));
        document.body.append(document.createElement("img"));
        document.body.append(Object.assign(document.createElement("p"), {textContent: "wide"}));
        document.body.lastChild.style.width = "2000px";
        document.documentElement.lang = "en";
    }""")

    found = " ".join(faults_here(person))
    said = ("lang is en", "too wide at 420", "too wide at 1366", "script-src", "axe image-alt")
    assert [each for each in said if each not in found] == []


def test_every_page_is_without_fault_to_whoever_opens_it(demo_people, addresses):
    wrong, visited = [], set()
    for address in addresses:
        first, *others = address["who"]
        for username in [first, *(each for each in others if each in MARKET)]:
            person, url = demo_people(username), address["url"]
            status, is_page = answer(person, url)
            if status not in (200, 302, 405) and address["name"] not in PERSONAL:
                wrong.append((username, url, status))
            if status == 200 and is_page:
                rules = NONE if username != first else SOME if address["name"] in visited else ALL
                wrong += [(username, url, f) for f in faults_of(person, url, rules=rules)]
                visited.add(address["name"])

    assert wrong == []
    assert len(visited) >= 30, visited


@pytest.mark.parametrize(
    ("username", "path"),
    [
        ("officer", f"{FIRM}/inspections/plan/"),
        ("officer", f"{FIRM}/evidence/new/"),
        ("officer", f"{FIRM}/profile/order_channels/"),
        ("officer", f"{FIRM}/conflicts/level_threshold/state/"),
        ("officer", "/accounts/password/change/"),
        ("admin", f"{FIRM}/people/new/"),
        ("admin", "/firms/new/"),
    ],
)
def test_form_sent_empty_says_what_is_wrong(demo_people, username, path):
    person = demo_people(username)
    person.go(path)

    for box in person.page.locator("main form.form [type=checkbox]").all():
        box.set_checked(False)
    for field in person.page.locator("main form.form input.roc-date").all():
        field.fill("")
    person.page.locator("main form.form .button-primary").click()
    person.sees("有資料需要修正")

    assert faults_here(person) == []


def test_refusals_are_pages_too(browser, demo, demo_people):
    owner, officer = demo_people("owner"), demo_people("officer")
    stranger = Person(browser, demo.url)

    assert faults_of(owner, f"{FIRM}/people/", status=403) == []
    assert faults_of(officer, f"{FIRM}/papers/999999/", status=404) == []
    assert faults_of(officer, "/firms/9999/", status=404) == []
    assert faults_of(officer, "/nowhere/", status=404) == []
    assert faults_of(stranger, "/accounts/login/") == []
    stranger.close()


def test_wrong_passwords_end_the_session_then_lock_the_account(browser, demo):
    stranger, found = Person(browser, demo.url), []
    for tries in range(1, 6):
        stranger.give_password("signatory", "not this one")
        stranger.sees({3: "連線已中斷", 5: "帳號已鎖定"}.get(tries, "帳號或密碼不正確"))
        found += faults_here(stranger)

    assert found == []
    stranger.close()


def test_pages_of_the_second_factor_are_without_fault(demo_people):
    from chahe.web.demo.people import PASSWORD

    cpa, found = demo_people("cpa"), []
    cpa.go("/accounts/2fa/totp/activate/")
    cpa.sees("請再輸入密碼")
    found += faults_here(cpa)
    cpa.fill(password=PASSWORD)
    cpa.press("確認")
    cpa.sees("金鑰")
    found += faults_here(cpa)
    cpa.enrol()
    cpa.sees("只顯示這一次")
    found += faults_here(cpa)
    for path in ("recovery-codes/", "recovery-codes/generate/", "totp/deactivate/"):
        found += faults_of(cpa, f"/accounts/2fa/{path}")
    found += faults_of(cpa, "/accounts/")
    found += faults_of(cpa, "/accounts/2fa/reauthenticate/")
    cpa.sign_out()
    cpa.give_password("cpa", PASSWORD)
    cpa.sees("輸入驗證碼")
    found += faults_here(cpa)

    assert found == []


def test_initial_password_of_a_reset_account_is_shown_once(demo_people):
    admin = demo_people("admin")
    admin.go(f"{FIRM}/people/")
    admin.press("owner")
    admin.press("重設密碼")
    admin.sees("只顯示這一次")

    assert faults_here(admin) == []
