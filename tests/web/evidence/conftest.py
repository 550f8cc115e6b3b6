import pytest
from tests.factories import make_firm, make_user

from chahe.web.accounts.roles import Role
from chahe.web.evidence import actions

from . import samples
from .clients import signed_in
from .samples import SAID


@pytest.fixture(autouse=True)
def _surroundings(settings, monkeypatch):
    """Ask for no collected static files, and nobody for the authenticator they would owe."""
    settings.WHITENOISE_AUTOREFRESH = True
    monkeypatch.setattr("chahe.web.accounts.middleware.first_owed", lambda request, at: None)


@pytest.fixture
def firm(db):
    return make_firm()


@pytest.fixture
def by(db):
    return make_user(username="lin")


@pytest.fixture
def receive(firm, by):
    """Take in a file; what is not said is as it should be."""

    def take(content=samples.CSV, *, name="帳號.csv", **said):
        words = {"firm": firm, "by": by, **SAID, **said}
        return actions.receive_bytes(name=name, content=content, **words)

    return take


@pytest.fixture
def owner(firm):
    return signed_in(Role.CONTROL_OWNER, firm)


@pytest.fixture
def ciso(firm):
    return signed_in(Role.CISO, firm)
