"""What the bounds and versions of an advisory say of a version."""

from typing import Any

import pytest

from chahe.checks._algorithms.versions.affected import affects

GIT = ("", "", "", "GIT")
ODD = ("", "", "", "ODD")


@pytest.mark.parametrize(
    ("version", "ecosystem", "ranges", "versions", "said"),
    [
        ("1.3", "PyPI", [("0", "", "", "ECOSYSTEM")], [], True),
        ("1.3", "PyPI", [("1.3", "", "", "ECOSYSTEM")], [], True),
        ("1.3", "PyPI", [("1.3.1", "", "", "ECOSYSTEM")], [], False),
        ("1.3", "PyPI", [("0", "1.3", "", "ECOSYSTEM")], [], False),
        ("1.3rc1", "PyPI", [("0", "1.3", "", "ECOSYSTEM")], [], True),
        ("1.3", "PyPI", [("0", "", "1.3", "ECOSYSTEM")], [], True),
        ("1.3.1", "PyPI", [("0", "", "1.3", "ECOSYSTEM")], [], False),
        ("2", "PyPI", [("0", "1", "", "ECOSYSTEM"), ("2", "3", "", "ECOSYSTEM")], [], True),
        ("1", "PyPI", [("0", "1", "", "ECOSYSTEM"), ("2", "3", "", "ECOSYSTEM")], [], False),
        ("1.3", "PyPI", [("0", "1", "", "ECOSYSTEM")], ["1.3"], True),
        ("1.3.0", "PyPI", [], ["1.2", "1.3"], True),
        ("1.3", "PyPI", [], ["1.2", "1.3.1", "?"], False),
        ("nightly", "PyPI", [], ["nightly"], True),
        ("nightly", "PyPI", [], ["1.2"], None),
        ("nightly", "PyPI", [("0", "1", "", "ECOSYSTEM")], [], None),
        ("1.3", "PyPI", [("0", "soon", "", "ECOSYSTEM")], [], None),
        ("1.3", "PyPI", [], [], None),
        ("1.3", "PyPI", [GIT], [], None),
        ("1.3", "PyPI", [GIT], ["1.2"], False),
        ("1.3", "PyPI", [GIT, ("0", "1", "", "ECOSYSTEM")], [], False),
        ("1.3", "PyPI", [ODD], ["1.2"], None),
        ("1.3", "PyPI", [ODD, ("0", "", "", "ECOSYSTEM")], [], True),
        ("v1.2.3", "Go", [("0", "1.2.4", "", "SEMVER")], [], True),
        ("v1.2.4", "Go", [("0", "1.2.4", "", "SEMVER")], [], False),
        ("1.0.0", "npm", [("1.0.1-rc.1", "", "", "SEMVER")], [], False),
        ("1.3", "Hackage", [("0", "", "", "ECOSYSTEM")], [], None),
        ("1.3", "Hackage", [], ["1.3"], True),
        ("1.3", "Hackage", [], ["1.4"], False),
        ("1.3.rc1", "RubyGems", [("0", "1.3", "", "ECOSYSTEM")], [], True),
        ("1.3", "RubyGems", [("0", "1.3", "", "ECOSYSTEM")], [], False),
        ("13.0.1", "NuGet", [("0", "13.0.1.0", "", "ECOSYSTEM")], [], False),
        ("13.0.1-Beta", "NuGet", [("0", "13.0.1", "", "ECOSYSTEM")], [], True),
        ("8.5.0-r0", "Alpine", [("0", "8.5.0-r1", "", "ECOSYSTEM")], [], True),
        ("8.5.0-r10", "Alpine", [("0", "8.5.0-r9", "", "ECOSYSTEM")], [], False),
        ("v1.2.3", "Packagist", [("1.2", "1.2.3", "", "ECOSYSTEM")], [], False),
        ("dev-main", "Packagist", [("0", "1.2.3", "", "ECOSYSTEM")], [], None),
        ("1.2.3+4", "Pub", [("0", "1.2.3+5", "", "SEMVER")], [], True),
        ("1.2.3", "Hex", [("0", "1.2.4", "", "SEMVER")], [], True),
        ("v1.2.3", "SwiftURL", [("0", "1.2.4", "", "SEMVER")], [], True),
        ("1.10", "", [("1.9", "1.11", "", "CPE")], [], True),
        ("1.10", "", [("1.10", "", "", "CPE_AFTER")], [], False),
        ("1.10.1", "", [("1.10", "", "", "CPE_AFTER")], [], True),
        ("1.1k", "", [("0", "1.1m", "", "CPE")], [], None),
        ("1.1k", "", [], ["1.1j"], False),
        ("1.1k", "", [], ["1.1k"], True),
        ("1.1.0", "", [], ["1.1"], True),
        ("1.1", "", [("0", "", "", "CPE_IF")], [], None),
        ("1.1", "", [("2", "", "", "CPE_IF")], [], False),
        ("2.0.RC1", "Maven", [("0", "2.0", "", "CPE")], [], True),
    ],
)
def test_affects(
    version: str, ecosystem: str, ranges: list[Any], versions: list[str], said: bool | None
) -> None:
    advisory = {"ranges": tuple(ranges), "versions": tuple(versions)}

    assert affects(version, ecosystem, advisory) is said
