import pytest
from tests.factories import make_firm, make_user

from chahe.web.accounts.roles import Role


@pytest.fixture(autouse=True)
def _static(settings):
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def firm():
    return make_firm()


@pytest.fixture
def officer(firm, client):
    """Somebody who reads the firm's journal, and has signed in."""
    user = make_user(Role.SECURITY_OFFICER, firm, enrolled=True)
    client.force_login(user)
    return user
