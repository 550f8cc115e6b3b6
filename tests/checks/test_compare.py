from typing import Any

import pytest

from chahe.checks import Compared, compared, identity


def row(account: str = "amy", kind: str = "dormant", **said: Any) -> dict[str, Any]:
    return {"kind": kind, "account": account, "source": "a.csv", "line": 2, "why": "x", **said}


def test_the_same_thing_elsewhere_in_another_file_is_still_there() -> None:
    before, now = row(), row(source="b.csv", line=9, why="更久")

    assert compared([before], [now]) == Compared(new=(), still=(now,), gone=())


def test_new_and_gone_keep_their_order() -> None:
    amy, bob, cat = row("amy"), row("bob"), row("cat")

    assert compared([bob, amy], [cat, bob]) == Compared(new=(cat,), still=(bob,), gone=(amy,))
    assert compared([], [bob, amy]) == Compared(new=(bob, amy), still=(), gone=())


@pytest.mark.parametrize(
    "other",
    [
        *(row("bob"), row(kind="leaver"), row(vdom="dmz")),
        *(row(system="T24"), row(port=443), row("a vdom=b")),
    ],
)
def test_another_thing_is_another_exception(other: dict[str, Any]) -> None:
    assert identity(other) != identity(row())


def test_what_is_empty_names_nothing() -> None:
    assert identity(row(vdom="", system=None)) == identity(row())
    assert len(identity(row())) == 64
