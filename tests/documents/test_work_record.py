from dataclasses import replace

import pytest

from chahe.documents.work_record import SampledRecord

from .work_fixture import SAMPLING


def test_an_item_without_a_mark_an_attribute_is_refused():
    with pytest.raises(ValueError, match="'17' has another number of marks than attributes"):
        replace(SAMPLING, items=(SampledRecord("17", "", ("✓",)),))


def test_a_mark_no_legend_explains_is_refused():
    with pytest.raises(ValueError, match=r"'17' has marks no legend explains: \['○'\]"):
        replace(SAMPLING, items=(SampledRecord("17", "", ("○", "✓")),))


def test_an_unmarked_item_is_kept():
    items = (SampledRecord("17", "", ("", "")),)

    assert replace(SAMPLING, items=items).items == items
