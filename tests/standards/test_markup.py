import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chahe.standards.markup import as_markup, as_plain, as_value


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("每月清點一次。", "每月清點一次。"),
        ("\u3000一\u3000二 \n三", "一\u3000二 三"),
        ("1. 鎖", "1\\. 鎖"),
        ("- 鎖", "\\- 鎖"),
        ("3.5 億元", "3\\.5 億元"),
        ("a_b*c", "a\\_b\\*c"),
        ("{{ insert: param, x }}", "\\{\\{ insert: param, x }}"),
        ("R&D 與 &lt;", "R&D 與 \\&lt;"),
        ("\ufeff\x00鎖\u2028門", "鎖 門"),
        ("", ""),
    ],
)
def test_as_markup_says_the_text_and_nothing_else(text, markup):
    assert as_markup(text) == markup


@settings(max_examples=100)
@given(st.text())
def test_as_plain_gives_back_what_was_written(text):
    assert as_plain(as_markup(text)) == as_value(text)


@settings(max_examples=100)
@given(st.text())
def test_as_value_is_one_line_with_nothing_around_it(text):
    value = as_value(text)

    assert value == value.strip() == as_value(value)
    assert value.splitlines() in ([], [value])


def test_as_plain_fills_in_parameters_and_follows_no_link():
    said = as_plain(
        "see [AC-1](#ac-1) in {{insert: param, p}} or {{ insert: param, q }}", {"p": "3"}
    )

    assert said == "see AC-1 in 3 or q"
