"""Every page of the URL map, as everybody who may open it sees it."""

import pytest

from .faults import faults_here, faults_of
from .person import Person

pytestmark = pytest.mark.journey

PARTS = {"run"}  # pieces of a page, for htmx
MARKET = ("supervisor", "admin")


def signed_in(browser, demo, username, **settings):
    """Return a person of the demonstration who has signed in."""
    from chahe.web.demo.people import PASSWORD

    person = Person(browser, demo.url, **settings)
    person.give_password(username, PASSWORD)
    assert "/accounts/login/" not in person.page.url
    return person


@pytest.fixture(scope="module")
def addresses(demo):
    return demo.run("addresses")


@pytest.fixture(scope="module")
def people(browser, demo):
    """Everybody who is asked for, signed in once."""
    came = {}

    def come(username):
        if username not in came:
            came[username] = signed_in(browser, demo, username)
        return came[username]

    yield come
    for person in came.values():
        person.close()


def answer(person, url):
    """Ask without a browser's eyes; return the status and whether it is a page."""
    response = person.context.request.get(url, max_redirects=0)
    return response.status, response.headers.get("content-type", "").startswith("text/html")


def test_every_page_is_without_fault_to_whoever_opens_it(people, addresses):
    wrong, visited = [], set()
    for address in addresses:
        first, *others = address["who"]
        for username in [first, *(each for each in others if each in MARKET)]:
            person = people(username)
            status, is_page = answer(person, address["url"])
            if status not in (200, 302, 405) and address["name"] not in PERSONAL:
                wrong.append((username, address["url"], status))
            if status != 200 or not is_page or address["name"] in PARTS:
                continue
            visited.add(address["name"])
            wrong += [
                (username, address["url"], fault) for fault in faults_of(person, address["url"])
            ]

    assert wrong == []
    assert len(visited) >= 30, visited


# Pages that open only to somebody with an authenticator: test_pages_of_the_second_factor.
PERSONAL = {"mfa_view_recovery_codes"}
