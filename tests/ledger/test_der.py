import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.ledger.der import Element, children, elements


def test_elements_side_by_side_are_found_where_they_are():
    assert elements(b"\x05\x00\x02\x01\x07") == [Element(5, 0, 2, 2), Element(2, 2, 4, 5)]
    assert elements(b"") == []


def test_a_long_length_is_read():
    data = b"\x04\x82\x01\x00" + bytes(256)

    assert elements(data) == [Element(4, 0, 4, 260)]


def test_children_are_those_within():
    data = b"\x30\x05\x05\x00\x02\x01\x07"
    (whole,) = elements(data)

    assert [child.tag for child in children(data, whole)] == [5, 2]


@pytest.mark.parametrize(
    "data", [b"\x05", b"\x04\x02a", b"\x1f\x01\x00", b"\x04\x80", b"\x04\x85" + bytes(5)]
)
def test_what_is_cut_or_not_of_short_tags_is_refused(data):
    with pytest.raises(ValueError):
        elements(data)


@given(st.binary())
def test_any_bytes_are_filled_exactly_or_refused(data):
    try:
        found = elements(data)
    except ValueError:
        return
    assert "".join(data[one.begin : one.end].hex() for one in found) == data.hex()
