import json

import pytest

from chahe.rulebook import BookError, load_editions
from chahe.rulebook.book import as_book, read_book


@pytest.mark.parametrize("edition", load_editions(), ids=lambda edition: edition.id)
def test_every_edition_comes_back_from_json_as_it_was(edition):
    kept = json.loads(json.dumps(as_book(edition), ensure_ascii=False))

    assert read_book(kept) == edition


@pytest.mark.parametrize(
    "spoil",
    [
        lambda book: book.pop("title"),
        lambda book: book["rules"][0].pop("change"),
        lambda book: book["rules"][0].update(path="一"),
        lambda book: book["rules"].reverse(),
        lambda book: book["scopes"].clear(),
        lambda book: book.update(start="113/05/15"),
        lambda book: book["rules"][1].update(evidence=["nothing"]),
    ],
)
def test_a_spoiled_book_is_refused(spoil):
    book = as_book(load_editions()[-1])

    spoil(book)

    with pytest.raises(BookError):
        read_book(book)
