"""One real-shaped table of every kind a check may ask for."""

from collections.abc import Callable, Mapping
from functools import cache

import pytest
from tests.readers.sources import DATA, of

from chahe.readers import Source, Table, load_readers, read_any

_ROSTER = "工號,姓名,離職日\nA001,陳大文,\n"
_PREFERRED = {"firewall_policies": "fortigate_vdoms.conf"}
"""Where the first sample of a kind by name, whole as it is, shows a check too little."""


@cache
def _samples() -> Mapping[str, Table]:
    """Read the readers' golden samples, by kind; of several, the first by name."""
    tables = {"people": read_any(of(_ROSTER, "people"))}
    for path in sorted(DATA.iterdir()):
        with path.open("rb") as stream:
            head = stream.read(64 * 1024)
        kinds = {each.kind for each in load_readers().values() if each.sniff(head)}
        wanted = [kind for kind in kinds if _PREFERRED.get(kind, path.name) == path.name]
        if len(kinds) == 1 and wanted and wanted[0] not in tables:
            tables[wanted[0]] = read_any(Source.from_path(path))
    return tables


@pytest.fixture
def tables_of() -> Callable[[str], tuple[Table, ...]]:
    return lambda kind: (_samples()[kind],)
