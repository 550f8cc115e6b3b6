"""What every test of the site has: its own storage."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path: Path) -> None:
    """Give every test its own evidence folder and ledger key."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    settings.LEDGER_KEY = tmp_path / "ledger_key.pem"
    settings.PACK_ROOT = tmp_path / "packs"
