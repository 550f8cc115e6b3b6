"""One real-shaped table of every kind a check may ask for."""

from collections.abc import Callable

import pytest
from tests.readers.sources import DATA, of

from chahe.readers import Table, read_any

_FILES = {
    "accounts": "ad_csvde.csv",
    "firewall_policies": "fortigate_vdoms.conf",
    "hosts": "asset_register.csv",
    "password_policies": "secedit.inf",
    "protected_hosts": "malware_console.csv",
}
_ROSTER = "工號,姓名,離職日\nA001,陳大文,\n"


@pytest.fixture
def tables_of() -> Callable[[str], tuple[Table, ...]]:
    def tables(kind: str) -> tuple[Table, ...]:
        content = (DATA / _FILES[kind]).read_bytes() if kind in _FILES else _ROSTER
        return (read_any(of(content, kind)),)

    return tables
