"""Nothing a test needs should be more than one hop away from it."""

import os
import tempfile
from pathlib import Path

import pytest

os.environ["CHAHE_HOME"] = tempfile.mkdtemp(prefix="chahe-tests-")
os.environ["CHAHE_SECRET_KEY"] = "for tests only"
os.environ.pop("CHAHE_DATABASE_URL", None)


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path: Path) -> None:
    """Give every test its own evidence folder and ledger key, and quick password hashing."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    settings.LEDGER_KEY = tmp_path / "ledger_key.pem"
    settings.PACK_ROOT = tmp_path / "packs"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
