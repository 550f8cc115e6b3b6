from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.forms import Form
from hypothesis import given
from hypothesis import strategies as st

from chahe.deadlines import format_roc
from chahe.web.roc_fields import RocDateField

DAY = date(2026, 3, 9)


class Dated(Form):
    due = RocDateField(label="改善期限")


@pytest.mark.parametrize(
    "typed",
    [
        "115/03/09",
        "115.3.9",
        "115-3-9",
        "民國115年3月9日",
        " 115/3/9 ",
        "１１５／０３／０９",
        "1150309",
    ],
)
def test_roc_date_is_read_however_it_is_typed(typed):
    assert RocDateField().clean(typed) == DAY


@pytest.mark.parametrize(
    "typed",
    ["2026/03/09", "2026-03-09", "2026年3月9日", "西元2026年3月9日", "20260309", "1999.1.1"],
)
def test_gregorian_date_is_refused_with_the_roc_year(typed):
    with pytest.raises(ValidationError) as refused:
        RocDateField().clean(typed)

    assert refused.value.code == "gregorian"
    assert "不是西元年" in refused.value.messages[0]
    assert "%" not in refused.value.messages[0]


@pytest.mark.parametrize(
    "typed",
    [
        "115/02/30",
        "115/13/1",
        "0/1/1",
        "115/03",
        "昨天",
        "202603",
        "115030",
        "115/3/9 起",
        "9" * 5000,
    ],
)
def test_what_is_not_a_day_is_refused(typed):
    with pytest.raises(ValidationError) as refused:
        RocDateField().clean(typed)

    assert refused.value.messages == ["請輸入正確的民國年月日，例如 115/03/09。"]


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_refusal(typed):
    field = RocDateField(required=False)

    try:
        day = field.clean(typed)
    except ValidationError:
        return

    assert day is None or field.clean(field.prepare_value(day)) == day


@given(st.dates(min_value=date(1912, 1, 1), max_value=date(2910, 12, 31)))
def test_day_shown_is_the_day_read_back(day):
    assert RocDateField().clean(format_roc(day)) == day


def test_empty_is_none_or_required():
    assert RocDateField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        RocDateField().clean("")


def test_initial_day_is_shown_in_roc_and_is_no_change():
    form = Dated({"due": "115/3/9"}, initial={"due": DAY})

    assert 'value="115/03/09"' in Dated(initial={"due": DAY}).as_div()
    assert form.has_changed() is False
    assert form.cleaned_data == {"due": DAY} if form.is_valid() else form.errors == {}


def test_what_was_typed_wrong_is_shown_again():
    html = Dated({"due": "2026/03/09"}).as_div()

    assert 'value="2026/03/09"' in html
    assert 'type="date"' not in html
    assert 'aria-invalid="true"' in html
