"""What is printed reads back as the same tree, and prints the same again."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.official.regulation import printed
from tests.official.test_articles import REGULATION
from tests.official.trees import parsed, shape, texts

from chahe.official.fold import canonical
from chahe.official.model import EditionText, RuleText
from chahe.official.printing import print_edition

WORDS = st.text(alphabet="庫房門禁應登記鑰匙保管人員每年查核abcXYZ", min_size=1, max_size=40)
SENTENCES = st.lists(WORDS, min_size=1, max_size=3).map(
    lambda parts: canonical("，".join(parts) + "。")
)


@st.composite
def trees(draw):
    """Return rules as the mechanism numbers them: 1 · 1.1 · 1.1.a · 1.1.a.a."""
    rules = []
    for point in range(1, draw(st.integers(1, 4)) + 1):
        rules.append((str(point), draw(SENTENCES)))
        for item in range(1, draw(st.integers(0, 4)) + 1):
            rules.append((f"{point}.{item}", draw(SENTENCES)))
            for letter in "abc"[: draw(st.integers(0, 3))]:
                rules.append((f"{point}.{item}.{letter}", draw(SENTENCES)))
                for inner in "abc"[: draw(st.integers(0, 2))]:
                    rules.append((f"{point}.{item}.{letter}.{inner}", draw(SENTENCES)))
    return rules


LABELS = ("{}.", "({})", "{}.", "({})")  # by depth


def edition(rules):
    return EditionText(
        "",
        None,
        tuple(
            RuleText(path, LABELS[path.count(".")].format(path[-1]), "", "", text, (), "", "", ())
            for path, text in rules
        ),
    )


@settings(max_examples=60, deadline=None)
@given(trees())
def test_a_printed_tree_reads_back_as_itself(rules):
    first = print_edition(edition(rules), title="倉儲要點")

    found = parsed(first)

    assert list(texts(found)) == [path for path, _ in rules]
    assert print_edition(found.editions[0], title=found.title) == first


def test_printing_what_was_parsed_is_stable():
    for text in (printed(), REGULATION):
        once = parsed(text)

        again = parsed(print_edition(once.editions[0], title=once.title))

        assert shape(again) == shape(once)
