"""A time-stamp service that is there, an inspection that is sealed, and a person's certificate."""

import pytest
from tests.authority import authority, issue
from tests.ledger.tsa import ROOT
from tests.web.inspections.story import Story
from tests.web.signatures.served import served

PASSPHRASE = "letmein 密碼"


@pytest.fixture(scope="session")
def mine() -> bytes:
    """Return 王小明's certificate and key, as they are handed in."""
    return issue("王小明", authority()).pkcs12(PASSPHRASE)


@pytest.fixture(scope="session")
def _server():
    with served() as service:
        yield service


@pytest.fixture
def service(_server, settings, tmp_path):
    """Have a service configured, and its root; what it was asked before is forgotten."""
    fresh = type(_server)(_server.url)
    _server.__dict__.update(fresh.__dict__)
    roots = tmp_path / "tsa.pem"
    roots.write_bytes(ROOT.pem)
    settings.TSA_URL, settings.TSA_CERT = _server.url, str(roots)
    return _server


@pytest.fixture
def story(db):
    return Story()


@pytest.fixture
def sealed(story):
    """Return a sealed inspection of two papers."""
    return story.seal(story.plan())
