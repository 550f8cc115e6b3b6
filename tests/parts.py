"""Run a part of the tests: `--part 1/2` and `--part 2/2` are all of them.

Two processes that share nothing take a third less time than two workers that report every one of
ten thousand small tests to a third process.
"""

from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SITE = 0.06  # seconds that a test of the site takes, roughly; of the core a tenth of it
HEAVY = {
    "tests/resilience/test_kill_nine.py": 20,
    "tests/web/test_doors.py": 30,
    "tests/web/inspections/test_model_checked.py": 10,
    "tests/cli/test_site.py": 10,
}  # seconds


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--part", default="1/1", metavar="N/OF", help="run one part of the tests")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests of some files, so that every part takes about as long."""
    part, of = map(int, config.getoption("--part").split("/"))
    if of == 1:
        return
    mine = parted([str(item.path.relative_to(ROOT)) for item in items], of)[part - 1]
    kept = [item for item in items if str(item.path.relative_to(ROOT)) in mine]
    left = [item for item in items if str(item.path.relative_to(ROOT)) not in mine]
    items[:] = kept
    config.hook.pytest_deselected(items=left)


def parted(files: list[str], of: int) -> list[set[str]]:
    """Share out files, each named once for every test in it; the longest first."""
    taken, parts = [0.0] * of, [set[str]() for _ in range(of)]
    weights = {file: _weight(file, tests) for file, tests in Counter(files).items()}
    for file in sorted(weights, key=lambda file: (-weights[file], file)):
        least = taken.index(min(taken))
        parts[least].add(file)
        taken[least] += weights[file]
    return parts


def _weight(file: str, tests: int) -> float:
    each = SITE if file.startswith(("tests/web", "tests/documents")) else SITE / 10
    return HEAVY.get(file, tests * each)
