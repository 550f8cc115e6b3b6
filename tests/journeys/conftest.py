"""A browser, and the sites it visits. Playwright is loaded only by whoever has it."""

import shutil
from pathlib import Path

import pytest

from .person import Person
from .served import Served

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="package")
def browser():
    """Debian's chromium; closed before other tests, whose database must not meet its event loop."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def site(tmp_path_factory):
    """An empty site as a firm runs it: second factor required, a worker beside the server."""
    served = Served(Path(tmp_path_factory.mktemp("site")), "serve")
    yield served
    served.stop()


@pytest.fixture(scope="package")
def demo(tmp_path_factory):
    """The demonstration, with its year of history."""
    home = Path(tmp_path_factory.mktemp("demo"))
    served = Served(home, "demo", "--home", str(home / "data"), CHAHE_DEMO="1")
    served.environment["CHAHE_HOME"] = str(home / "data")
    yield served
    served.stop()


@pytest.fixture(scope="module")
def demo_people(browser, demo):
    """Return whoever of the demonstration is asked for, signed in once."""
    from chahe.web.demo.people import PASSWORD

    came = {}

    def come(username):
        if username not in came:
            came[username] = Person(browser, demo.url)
            came[username].give_password(username, PASSWORD)
            came[username].sees("示範網站")
        return came[username]

    yield come
    for person in came.values():
        person.close()
