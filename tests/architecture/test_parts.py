"""The parts the tests are run in are all of them, each once."""

from collections import Counter

import pytest
from tests.parts import ROOT, parted

FILES = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "tests").rglob("test_*.py"))]


@pytest.mark.parametrize("of", [1, 2, 3])
def test_every_file_is_in_one_part(of):
    parts = parted([file for file in FILES for _ in range(7)], of)

    assert Counter(file for part in parts for file in part) == Counter(FILES)
    assert all(parts)


def test_the_parts_are_the_same_whoever_asks():
    assert parted(FILES, 2) == parted(list(reversed(FILES)), 2)
