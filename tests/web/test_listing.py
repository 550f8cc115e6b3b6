from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Group

from chahe.web.listing import Column, Filter, Listing, csv_response

pytestmark = pytest.mark.django_db

GROUPS = Listing(
    columns=(
        Column("name", "名稱", order_by="name"),
        Column("length", "長度", value=lambda group: len(group.name), number=True),
        Column("pk", "編號", order_by=("-pk",), in_table=False),
    ),
    filters=(
        Filter("first", "開頭", (("a", "甲"), ("b", "乙")), "name__startswith"),
        Filter(
            "last", "結尾", lambda: [("1", "一")], lambda rows, v: rows.filter(name__endswith=v)
        ),
    ),
    search=("name",),
    sort="name",
    size=2,
)


@pytest.fixture
def listed(rf):
    return lambda query="": GROUPS.of(rf.get(f"/x/{query}"), Group.objects.all())


@pytest.fixture
def groups():
    for name in ("b1", "a1", "a2", "a3", "b2"):
        Group.objects.create(name=name)


def names(listing) -> list[str]:
    return [group.name for group in listing]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_listing_asks_twice(listed, count, django_assert_num_queries):
    for n in range(count):
        Group.objects.create(name=f"a{n}")

    with django_assert_num_queries(2 if count else 1):
        listing = listed()
        assert len(names(listing)) == min(count, 2)
        assert (listing.count, bool(listing.columns), listing.filtered) == (count, True, False)
        assert len(listing.pages) == max(1, -(-count // 2))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["a1", "a2"]),
        ("?page=2", ["a3", "b1"]),
        ("?sort=-name", ["b2", "b1"]),
        ("?sort=pk", ["b2", "a3"]),
        ("?sort=-pk", ["b1", "a1"]),
        ("?first=b", ["b1", "b2"]),
        ("?first=b&last=1", ["b1"]),
        ("?q=2", ["a2", "b2"]),
        ("?q=+B+&size=200", ["b1", "b2"]),
        ("?q=%", []),
    ],
)
def test_listing_does_what_the_url_says(listed, groups, query, expected):
    assert names(listed(query)) == expected


@pytest.mark.parametrize(
    "query",
    [
        "?sort=password",
        "?sort=length",
        "?sort=--name",
        "?sort=-",
        "?sort=name;drop",
        "?page=x",
        "?page=",
        "?page=-1",
        "?page=" + "9" * 5000,
        "?size=0",
        "?size=-5",
        "?size=x",
        "?size=%C2%B2",
        "?size=" + "9" * 5000,
        "?first=z",
        "?first=%00",
        "?q=%00",
        "?export=pdf",
        "?%FF=%FE",
    ],
)
def test_listing_answers_nonsense_as_if_it_were_not_said(listed, groups, query):
    assert set(names(listed(query))) <= {"a1", "a2", "b1", "b2", "a3"}
    assert listed(query).wants_csv is False


def test_listing_past_the_end_gives_the_last_page(listed, groups):
    assert names(listed("?page=99")) == ["b2"]


def test_listing_never_gives_more_than_200_rows(listed):
    Group.objects.bulk_create(Group(name=f"a{n}") for n in range(201))

    assert len(names(listed("?size=9999"))) == 200


def test_headings_turn_the_sort_and_keep_the_rest(listed, groups):
    name, length = listed("?first=a&page=2").columns

    assert (name.url, name.direction, name.icon) == (
        "?first=a&sort=-name",
        "ascending",
        "sort-up",
    )
    assert (length.url, length.direction) == ("", "")


def test_links_keep_what_the_url_said(listed, groups):
    listing = listed("?first=a&q=a&size=1&page=2")

    assert listing.previous_url == "?first=a&q=a&size=1&page=1"
    assert listing.next_url == "?first=a&q=a&size=1&page=3"
    assert listing.clear_url == "?size=1"
    assert listing.export_url == "?first=a&q=a&size=1&export=csv"
    assert listing.carried == [("size", "1")]
    assert [link.current for link in listing.pages] == [False, True, False]


def test_default_of_a_filter_holds_until_the_url_says_otherwise(rf, groups):
    kept = Listing(
        columns=(Column("name", "名稱"),),
        filters=(Filter("first", "開頭", (("a", "甲"), ("b", "乙")), "name__startswith", "b"),),
    )

    seen = {
        query: (len(names(listing)), listing.filtered)
        for query in ("", "?first=", "?first=a", "?first=z")
        for listing in [kept.of(rf.get(f"/{query}"), Group.objects.all())]
    }

    assert seen == {
        "": (2, False),
        "?first=": (5, True),
        "?first=a": (3, True),
        "?first=z": (2, False),
    }


def test_csv_holds_every_row_the_filters_leave(listed, groups):
    response = listed("?export=csv&first=a&page=2").csv("群組")

    assert b"".join(response).decode() == (
        "\ufeff名稱,長度,編號\r\n"
        + "".join(
            f"{g.name},2,{g.pk}\r\n"
            for g in Group.objects.filter(name__startswith="a").order_by("name")
        )
    )
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%BE%A4")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_csv_cell_is_never_a_formula(start):
    lines = b"".join(csv_response("x", ["甲"], [[f"{start}1+1"]])).decode()

    assert f"'{start}1+1" in lines


def test_csv_writes_days_numbers_and_answers_as_taiwan_does():
    row = [date(2026, 3, 9), datetime(2026, 3, 9, 6, 5, tzinfo=UTC), -3, True, None, "a,b"]

    lines = b"".join(csv_response("x", ["甲"], [row])).decode().split("\r\n")

    assert lines[1] == '115/03/09,115/03/09 14:05,-3,是,,"a,b"'
