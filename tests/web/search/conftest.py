import pytest
from tests.factories import make_firm, make_user
from tests.web.search.indexing import empty

from chahe.web.accounts.roles import Role
from chahe.web.search.actions import refresh


@pytest.fixture(scope="session")
def books(django_db_setup, django_db_blocker):
    """The index of the books, made once for all tests and kept behind them."""
    with django_db_blocker.unblock():
        refresh()


@pytest.fixture
def anybody(db):
    """Somebody of a firm, before an index with nothing in it."""
    empty()
    return make_user(Role.SECURITY_OFFICER, make_firm(), enrolled=True)
