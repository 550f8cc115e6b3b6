import pytest
from tests.web.checking.found import paper_of, run_on
from tests.web.inspections.story import Story


@pytest.fixture
def story(db):
    return Story()


@pytest.fixture
def paper(story):
    return paper_of(story)


@pytest.fixture
def run(story, paper):
    """Return a run that found something."""
    return run_on(story, paper)
