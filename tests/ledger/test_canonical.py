"""Canonical JSON."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.ledger.canonical import canonical, digest, parse_canonical

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
    ),
    max_leaves=10,
)


def test_canonical_sorts_keys_and_leaves_no_space() -> None:
    value = {"b": (1, True, None), "a": {"查": "核\n", "B": -2}}

    assert canonical(value) == '{"a":{"B":-2,"查":"核\\n"},"b":[1,true,null]}'.encode()


def test_canonical_writes_days_and_instants_as_iso() -> None:
    at = datetime.fromisoformat("2026-06-15T09:30:00.5+08:00")

    assert (
        canonical([date(2026, 6, 15), at]) == b'["2026-06-15","2026-06-15T09:30:00.500000+08:00"]'
    )


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), {1: 2}, {None: 2}, b"x", {"a": {1}}, object()]
)
def test_canonical_refuses_what_has_no_one_spelling(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_canonical_refuses_a_time_without_an_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        canonical(datetime(2026, 6, 15))  # noqa: DTZ001


def test_canonical_refuses_half_a_character() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        canonical("\ud800")


@given(VALUES)
def test_canonical_reads_back(value: Any) -> None:
    assert parse_canonical(canonical(value)) == value


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b" 1",
        b"1.0",
        b"NaN",
        b"1e5",
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'"\\u67e5"',
        b'"\\ud800"',
        b"\xef\xbb\xbf1",
        b"\xff",
        b'"a"'.decode().encode("utf-16"),
        b"[" * 100_000,
        b"9" * 5000,
    ],
)
def test_parse_canonical_refuses_any_other_spelling(data: bytes) -> None:
    with pytest.raises(ValueError, match="canonical"):
        parse_canonical(data)


def test_digest_is_the_sha256_of_the_bytes() -> None:
    assert digest({"a": 1}) == sha256(b'{"a":1}').hexdigest()
