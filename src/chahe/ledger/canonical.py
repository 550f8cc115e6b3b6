"""One value, one sequence of bytes: what is signed, hashed and compared."""

import json
from datetime import date, datetime
from hashlib import sha256
from typing import Any

Value = Any
"""None, bool, int, str, aware datetime, date, and lists, tuples and str-keyed dicts of them."""


def canonical(value: Value) -> bytes:
    """Write a value as JSON with sorted keys, no spaces and UTF-8: equal values, equal bytes.

    A date is written as ISO 8601, a datetime with its offset.

    >>> canonical({"b": [1, None], "a": "查核"}).decode()
    '{"a":"查核","b":[1,null]}'

    :raises TypeError: for a float, a key that is not a string, or any other kind of thing
    :raises ValueError: for a datetime without an offset, or text that is not Unicode
    """
    return json.dumps(
        _plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(value: Value) -> str:
    """Return the SHA-256 of a value's canonical bytes, in lower case hex."""
    return sha256(canonical(value)).hexdigest()


def parse_canonical(data: bytes) -> Value:
    """Read JSON, and only if it is written canonically.

    :raises ValueError: if these are not the canonical bytes of any value
    """
    try:
        value: Value = json.loads(data)
        if canonical(value) == data:
            return value
    except (ValueError, TypeError, RecursionError) as error:
        raise ValueError("not canonical JSON") from error
    raise ValueError("JSON, but not canonical")


def _plain(value: Value) -> Value:
    match value:
        case None | bool() | int() | str():
            return value
        case datetime():
            if value.utcoffset() is None:
                raise ValueError(f"a time without an offset: {value}")
            return value.isoformat()
        case date():
            return value.isoformat()
        case list() | tuple():
            return [_plain(each) for each in value]
        case dict():
            return {_key(key): _plain(each) for key, each in value.items()}
    raise TypeError(f"not a canonical value: {type(value).__name__}")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key is a string, not {type(key).__name__}")
    return key
