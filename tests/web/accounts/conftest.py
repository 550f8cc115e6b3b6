import pytest
from django.core.cache import cache
from tests.factories import make_user


@pytest.fixture(autouse=True)
def _fresh(settings):
    """Forget used codes, which allauth keeps in the cache; ask for no collected static files."""
    cache.clear()
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def user(db):
    """Somebody who needs no second factor."""
    return make_user(username="lin")
