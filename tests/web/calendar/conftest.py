"""What tests of the calendar share."""

import pytest
from tests.web.inspections.story import Story


@pytest.fixture
def story():
    return Story()
