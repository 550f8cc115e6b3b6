"""Documents that no one wrote: very deep, very long, very odd. None is lost, none too much."""

import pytest
from tests.official.trees import lost, parsed

STYLES = ["1.", "(1)", "a.", "(a)", "A.", "(A)", "甲、", "①", "一、", "(一)", "1)", "壹、"]


def test_labels_nested_without_end_stay_within_bounds():
    text = "".join(f"{STYLES[n % len(STYLES)]}第{n}項：\n" for n in range(3000))

    found = parsed(text)

    depths = [rule.path.count(".") for rule in found.editions[0].rules]
    assert 10 <= max(depths) < 30
    assert lost(text, found) == []


def test_indents_nested_without_end_stay_within_bounds():
    text = "".join(" " * (2 * n) + f"1. 第{n}項：\n" for n in range(400))

    found = parsed(text)

    assert max(rule.path.count(".") for rule in found.editions[0].rules) < 30
    assert lost(text, found) == []


def test_a_numbered_run_of_thousands_is_flat():
    text = "".join(f"{n}.第{n}點。\n" for n in range(1, 1000))

    assert [rule.path for rule in parsed(text).editions[0].rules] == [
        str(n) for n in range(1, 1000)
    ]


@pytest.mark.parametrize("piece", ["(", ")", "()", "(a", "應登記，", "1.", "。 1. ", "—", "另a、"])
def test_a_line_of_a_hundred_thousand_characters_is_one_rule(piece):
    text = "1.總則(CC-11000)\n(1)應" + piece * (100_000 // len(piece)) + "\n"

    found = parsed(text)

    assert len(found.editions[0].rules) == 2
    assert lost(text, found) == []


@pytest.mark.parametrize(
    "line",
    ["目錄", "第一章 總則", "新增", "|", "1", "第一條", "修正規定 現行規定", "(", "-", "一、"],
)
def test_one_line_again_and_again(line):
    text = f"{line}\n" * 500

    assert lost(text, parsed(text)) == []
