"""Run a part of the tests: `--part 1/2` and `--part 2/2` are all of them.

Two processes that share nothing take a third less time than two workers that report every one of
ten thousand small tests to a third process. Files of the other part are not even imported.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BYTES = {
    "web": 4_500, "architecture": 4_500, "deadlines": 5_000, "cli": 7_000, "documents": 7_000,
    "ledger": 7_000, "sampling": 13_000, "standards": 15_000, "official": 23_000, "checks": 28_000,
    "rulebook": 28_000,
}  # of a file of tests, a second; of other folders 45,000  # fmt: skip
HEAVY = {
    "tests/resilience/test_kill_nine.py": 18,
    "tests/resilience/test_stuck.py": 7,
    "tests/web/test_doors.py": 28,
    "tests/web/test_demo.py": 4,
    "tests/web/inspections/test_model_checked.py": 11,
    "tests/web/inspections/test_kinds.py": 6,
    "tests/web/search/test_queries.py": 6,
    "tests/web/signatures/test_views.py": 7,
    "tests/cli/test_site.py": 9,
    "tests/cli/test_tls.py": 6,
    "tests/checks/test_lookalike_domains.py": 6,
    "tests/documents/papers/test_every_paper.py": 6,
    "tests/architecture/test_punctuation.py": 6,
}  # seconds


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--part", default="1/1", metavar="N/OF", help="run one part of the tests")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the files of other parts."""
    part, of = map(int, config.getoption("--part").split("/"))
    if of == 1 or not collection_path.name.startswith("test_") or collection_path.is_dir():
        return None
    mine = parted(of)[part - 1]
    return None if str(collection_path.relative_to(ROOT)) in mine else True


@cache
def parted(of: int) -> tuple[frozenset[str], ...]:
    """Share out the files of tests but the journeys, so that every part takes about as long."""
    files = {str(path.relative_to(ROOT)): path for path in (ROOT / "tests").rglob("test_*.py")}
    weights = {
        name: _weight(name, path.stat().st_size)
        for name, path in files.items()
        if not name.startswith("tests/journeys")
    }
    return shared(weights, of)


def shared(weights: Mapping[str, float], of: int) -> tuple[frozenset[str], ...]:
    """Share out things by what they weigh; the heaviest first, each to the lightest part."""
    taken, parts = [0.0] * of, [set[str]() for _ in range(of)]
    for name in sorted(weights, key=lambda name: (-weights[name], name)):
        least = taken.index(min(taken))
        parts[least].add(name)
        taken[least] += weights[name]
    return tuple(map(frozenset, parts))


def _weight(name: str, size: int) -> float:
    """Return how many seconds a file of tests takes, roughly: by its bytes."""
    return HEAVY.get(name, size / BYTES.get(name.split("/")[1], 45_000))
