"""Rules of worlds so small that every packet can be tried."""

from itertools import product

from hypothesis import strategies as st

from chahe.checks._algorithms.rule_sets.spans import Box, Spans

SIZES = (3, 2, 6, 5, 4)  # how many numbers each dimension has


@st.composite
def spans(draw: st.DrawFn, size: int) -> Spans:
    """Draw a set as sorted, separate spans."""
    numbers = draw(st.sets(st.integers(0, size - 1), min_size=1))
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


boxes = st.tuples(*[st.one_of(st.just(((0, size - 1),)), spans(size)) for size in SIZES])


def packets(box: Box) -> set[tuple[int, ...]]:
    """Return every packet in a box."""
    each = [[n for low, high in spans for n in range(low, high + 1)] for spans in box]
    return set(product(*each))
