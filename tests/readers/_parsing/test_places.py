import pytest

from chahe.readers._parsing.directory.places import place, places


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("10.1.2.7", ("10.1.2.7/32",)),
        ("10.1.2.7/16", ("10.1.0.0/16",)),
        ("10.1.2.6-10.1.2.9", ("10.1.2.6/31", "10.1.2.8/31")),
        ("JUMP-1、跳板機", ("JUMP-1", "跳板機")),
        ("2001:db8::1", ("2001:db8::1/128",)),
    ],
)
def test_places(text: str, found: tuple[str, ...]) -> None:
    assert places(text) == found


@pytest.mark.parametrize("text", ["10.1", "10.1.2.300", "10.1.2.9-10.1.2.1", "1-2-3", "host:22"])
def test_what_looks_like_an_address_and_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        places(text)


def test_place_has_one_spelling() -> None:
    assert [place("2001:DB8::0"), place("JUMP-1"), place("")] == ["2001:db8::", "JUMP-1", ""]
