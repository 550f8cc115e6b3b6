from dataclasses import replace
from datetime import datetime

import pytest

from chahe.documents.model import Document, Heading, Table

from .record_fixture import MADE_AT

BARE = Document(title="甲", issuer="乙", made_at=MADE_AT, parts=())


def test_table_with_a_short_row_is_refused():
    with pytest.raises(ValueError, match="another number of cells"):
        Table(("甲", "乙"), (("一",),))


def test_table_with_other_widths_is_refused():
    with pytest.raises(ValueError, match="another number of columns"):
        Table(("甲", "乙"), (), (1, 2, 3))


def test_table_without_head_is_refused():
    with pytest.raises(ValueError, match="needs a head"):
        Table((), ())


def test_document_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        replace(BARE, made_at=datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake itself


@pytest.mark.parametrize("levels", [(2,), (1, 3), (0,), (1, 2, 3, 4)])
def test_heading_that_skips_a_level_is_refused(levels):
    with pytest.raises(ValueError, match="skips a level"):
        replace(BARE, parts=tuple(Heading("甲", level) for level in levels))


def test_headings_may_climb_back():
    parts = tuple(Heading("甲", level) for level in (1, 2, 3, 1, 2, 2, 3))

    assert replace(BARE, parts=parts).parts == parts
