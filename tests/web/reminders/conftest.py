"""What tests of reminders share."""

import pytest
from tests.web.inspections.story import Story
from tests.web.reminders import office


@pytest.fixture
def story(db):
    return Story()


@pytest.fixture
def letters(settings):
    """A mail server that takes everything, and that the site is told of."""
    with office.open_office() as found:
        office.use(settings, found.port)
        yield found
