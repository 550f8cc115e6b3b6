"""The parts the tests are run in are all of them, each once."""

from collections import Counter

import pytest
from tests.parts import ROOT, parted, shared

FILES = {str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("test_*.py")}


@pytest.mark.parametrize("of", [1, 2, 3])
def test_every_file_is_in_one_part(of):
    found = Counter(file for part in parted(of) for file in part)

    assert set(found.values()) == {1}
    assert FILES - set(found) == {file for file in FILES if file.startswith("tests/journeys")}


def test_parts_weigh_about_the_same():
    weights = {"a": 5.0, "b": 4.0, "c": 3.0, "d": 2.0}

    assert shared(weights, 2) == (frozenset("ad"), frozenset("bc"))
