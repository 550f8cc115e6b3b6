"""Slips in long brands, counted as a table counts them."""

from hypothesis import given
from hypothesis import strategies as st

from chahe.checks._algorithms.lookalike.near import Near, looks, slips_allowed

BRANDS = ("kuohuasec10", "weiliangtouzi", "rnorganclina", "aaaaabbbbb", "xyxyxyxyxyxyx")


def alignment(one: str, other: str) -> int:
    """Return the optimal string alignment distance, by its definition."""
    rows = [[*range(len(other) + 1)]]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, there in enumerate(other, 1):
            least = min(rows[-1][j - 1] + (letter != there), rows[-1][j] + 1, row[-1] + 1)
            if i > 1 < j and letter == other[j - 2] and one[i - 2] == there:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]


@st.composite
def slipped(draw: st.DrawFn) -> tuple[str, str]:
    """Return a brand and a word made of it with up to five slips."""
    brand = word = draw(st.sampled_from(BRANDS))
    for _ in range(draw(st.integers(0, 5))):
        at, letter = draw(st.integers(0, len(word) - 2)), draw(st.sampled_from("acnorxyz"))
        before, here, after = word[:at], word[at : at + 2], word[at + 2 :]
        word = before + draw(
            st.sampled_from((here[::-1], here[1], here + letter, letter + here[1:])) 
        ) + after  # fmt: skip
    return brand, word


@given(slipped())
def test_slips_are_those_of_the_table(made: tuple[str, str]) -> None:
    brand, word = made
    away = alignment(looks(brand), looks(word))

    assert Near(brand).slips(looks(word)) == (away if away <= slips_allowed(brand) else None)


@given(slipped())
def test_a_word_that_is_close_holds_a_piece(made: tuple[str, str]) -> None:
    brand, word = looks(made[0]), looks(made[1])
    close = alignment(brand, word) <= slips_allowed(made[0])

    assert not close or any(piece in word for piece in Near(made[0]).pieces)
