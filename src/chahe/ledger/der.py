"""Just enough DER (ITU-T X.690 §8.1) to find one's way: where elements are, never what they say."""

from dataclasses import dataclass

_LONG, _LONGEST = 0x80, 4  # bytes a length may take: nothing we read has more than 4 GiB


@dataclass(frozen=True)
class Element:
    """An element's `tag`, where it begins, where its content begins, and where it ends."""

    tag: int
    begin: int
    inner: int
    end: int


def elements(data: bytes, begin: int = 0, end: int | None = None) -> list[Element]:
    """Return the elements that lie side by side between two places of some bytes.

    :raises ValueError: if they do not fill that space exactly, or a tag or length is not short
    """
    stop = len(data) if end is None else end
    found: list[Element] = []
    while begin < stop:
        found.append(_element(data, begin, stop))
        begin = found[-1].end
    return found


def children(data: bytes, parent: Element) -> list[Element]:
    """Return the elements within an element.

    :raises ValueError: as `elements`
    """
    return elements(data, parent.inner, parent.end)


def _element(data: bytes, begin: int, stop: int) -> Element:
    if begin + 2 > stop or data[begin] & 0x1F == 0x1F:
        raise ValueError("not DER with short tags")
    length, inner = data[begin + 1], begin + 2
    if length & _LONG:
        size = length - _LONG
        if not 1 <= size <= _LONGEST:
            raise ValueError("not a definite length of four bytes or fewer")
        length, inner = int.from_bytes(data[inner : inner + size]), inner + size
    if inner + length > stop:
        raise ValueError("an element that goes on past its parent")
    return Element(data[begin], begin, inner, inner + length)
