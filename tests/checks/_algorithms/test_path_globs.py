import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.checks._algorithms.path_globs import matches


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("a", "a"),
        ("*", "a"),
        ("a/*.js", "a/b.js"),
        ("a/", "a"),
        ("a/", "a/b/c"),
        ("/srv/www/", "/srv/www/a"),
        ("**", "a/b/c"),
        ("**/c", "c"),
        ("**/c", "a/b/c"),
        ("a/**/c", "a/c"),
        ("**/**/c", "a/c"),
        ("[ab]?", "bc"),
        ("[", "["),
        ("中*", "中文"),
        ("*", "a\nb"),
    ],
)
def test_covered(glob: str, path: str) -> None:
    assert matches(glob, path)


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("a", "A"),
        ("a", "a/b"),
        ("*", "a/b"),
        ("a/*", "a/b/c"),
        ("a?c", "a/c"),
        ("[!x]", "/"),
        ("b", "a/b"),
        ("a/", "ab"),
        ("/a", "a"),
        ("**/c", "a/c/b"),
        ("a**", "a/b"),
        ("", "a"),
        (".", "a"),
        ("a.js", "axjs"),
    ],
)
def test_left_alone(glob: str, path: str) -> None:
    assert not matches(glob, path)


@given(glob=st.text("ab*?/", max_size=9), path=st.text("ab/", max_size=9))
def test_as_one_regular_expression_says(glob: str, path: str) -> None:
    whole = f"{glob}**" if glob.endswith("/") else glob
    pieces = {"*": "[^/]*", "?": "[^/]"}
    names = "/".join(
        "\0" if part == "**" else "".join(pieces.get(each, each) for each in part)
        for part in whole.split("/")
    )
    names = re.sub("(?:\0/)+(?=\0)", "", names)
    if names == "\0":
        expected = "(?s:.*)"
    else:
        expected = names.replace("/\0/", "/(?:[^/]*/)*").replace("/\0", "(?:/.*)?")
        expected = re.sub("^\0/", "(?:[^/]*/)*", expected)

    assert matches(glob, path) == bool(re.fullmatch(expected, path))


def test_no_glob_takes_long() -> None:
    began = time.process_time()

    assert not matches("**/a*a*a*a*a*a*/" * 20 + "x", "/".join(["a" * 200] * 100))
    assert time.process_time() - began < 5
