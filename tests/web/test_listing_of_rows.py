from dataclasses import dataclass

import pytest

from chahe.web.listing import Column, Filter, ListedRows, Listing


@dataclass
class Pet:
    name: str
    kind: str
    age: int


PETS = [Pet("Momo", "cat", 3), Pet("Lulu", "dog", 9), Pet("coco", "cat", 11)]
LISTING = Listing(
    columns=(
        Column("name", "名字", order_by="name"),
        Column("age", "年紀", order_by=("age", "name"), number=True),
    ),
    filters=(
        Filter("kind", "種類", (("cat", "貓"), ("dog", "狗")), "kind"),
        Filter("old", "老", (("yes", "是"),), lambda rows, _: [row for row in rows if row.age > 8]),
    ),
    search=("name",),
    size=2,
)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Momo", "Lulu"]),
        ("?page=2", ["coco"]),
        ("?kind=cat", ["Momo", "coco"]),
        ("?kind=cat&old=yes", ["coco"]),
        ("?kind=bird", ["Momo", "Lulu"]),
        ("?q=LU", ["Lulu"]),
        ("?sort=-age", ["coco", "Lulu"]),
        ("?sort=kind", ["Momo", "Lulu"]),
        ("?q=nobody", []),
    ],
)
def test_rows_are_filtered_searched_sorted_and_paged(rf, query, names):
    listing = ListedRows(LISTING, rf.get(f"/x/{query}"), PETS)

    assert [pet.name for pet in listing] == names


def test_every_row_that_is_left_is_exported(rf):
    listing = ListedRows(LISTING, rf.get("/x/?sort=age&export=csv"), PETS)

    lines = b"".join(listing.csv("寵物").streaming_content).decode("utf-8-sig").splitlines()
    assert lines == ["名字,年紀", "Momo,3", "Lulu,9", "coco,11"]
    assert listing.count == 3
