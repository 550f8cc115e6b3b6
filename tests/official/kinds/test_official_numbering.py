"""The numbering of official documents, and numbers written in unusual characters."""

import pytest

from .reading import outline, paths, read, said


def test_the_four_levels_of_official_documents():
    text = (
        "消防要點\n一、目的：為維護安全。\n二、器材：\n(一)滅火器：\n1.應每月檢查：\n(1)壓力。\n"
        "(2)有效日期。\n"
        "2.應標示。\n(二)消防栓。\n三、本要點自核定日施行。\n"
    )

    assert paths(read(text)) == "1 2 2.1 2.1.1 2.1.1.1 2.1.1.2 2.1.2 2.2 3"


def test_stems_circles_and_capitals():
    text = "甲、器材\n一、滅火器：\n①壓力。\n②日期。\n二、水帶。\n乙、人員\nA.隊長。\nB.隊員。\n"

    assert paths(read(text)) == "1 1.1 1.1.1 1.1.2 1.2 2 2.a 2.b"


@pytest.mark.parametrize(
    "labels",
    [
        "１．|（１）|（２）|２．",
        "⒈|⑴|⑵|⒉",
        "1．|﹙1﹚|﹙2﹚|2．",
        "⼀、|（⼀）|（⼆）|⼆、",
        "一、|㈠|㈡|二、",
        "Ⅰ、|1.|2.|Ⅱ、",
        "第一點　|(一)|(二)|第二點　",
        "第 1 點|1.|2.|第 2 點",
        "1、|1)|2)|2、",
    ],
)
def test_numbers_in_unusual_characters(labels):
    first, inner, next_inner, second = labels.split("|")
    text = (
        f"{first}滅火器（CC-11000，年度查核）\n{inner}應標示。\n{next_inner}應檢查。\n"
        f"{second}水帶（CC-12000，半年查核）\n{inner}應晾乾。\n"
    )

    found = read(text)

    assert paths(found) == "1 1.1 1.2 2 2.1"
    assert said(found, "title") == {"1": "滅火器", "2": "水帶"}


def test_points_put_in_between():
    text = "一、甲。\n二、乙。\n二之一、丙。\n二之二、丁。\n三、戊。\n"

    assert paths(read(text)) == "1 2 2-1 2-2 3"


def test_decimal_numbers_of_many_levels():
    text = (
        "1. 總則\n1.1 目的\n為維護安全。\n1.2 範圍\n1.2.1 廠房為 1.5 公尺以上者。\n1.2.2 倉庫。\n"
        "2. 器材\n"
        "2.1 滅火器應距地\n1.5 公尺以下。\n"
    )

    found = read(text)

    assert paths(found) == "1 1.1 1.2 1.2.1 1.2.2 2 2.1"
    assert outline(found)[-1] == "2.1 滅火器應距地1.5公尺以下。"


def test_the_same_style_nested_three_times_by_its_indents():
    text = (
        "1. 器材\n  1. 滅火器\n    1. 壓力。\n    2. 日期。\n  2. 水帶\n    1. 長度。\n"
        "2. 人員\n  1. 隊長。\n"
    )

    assert paths(read(text)) == "1 1.1 1.1.1 1.1.2 1.2 1.2.1 2 2.1"


def test_the_same_style_nested_after_a_colon():
    text = "(1)滅火器應檢查下列項目：\n(1)壓力。\n(2)日期。\n(2)水帶應晾乾。\n(3)應留存紀錄。\n"

    assert paths(read(text)) == "1 1.1 1.2 2 3"


def test_mixed_marks_count_on():
    text = "1、甲:\n（１）子。\n（二）丑。\n(3)寅。\n2.乙。\n３、丙。\n"

    assert paths(read(text)) == "1 1.1 1.2 1.3 2 3"


def test_items_after_a_paragraph_and_a_paragraph_after_items():
    text = (
        "第三條　業者應備器材。\n前項器材如下：\n一、滅火器。\n二、水帶。\n"
        "其他經主管機關指定者，亦同。\n"
        "第四條　本規範自公布日施行。\n"
    )

    assert outline(read(text)) == [
        "3 <>",
        "3.1 業者應備器材。",
        "3.2 前項器材如下：",
        "3.2.1 滅火器。",
        "3.2.2 水帶。",
        "3.3 其他經主管機關指定者，亦同。",
        "4 本規範自公布日施行。",
    ]


def test_article_numbers_with_spaces_wide_digits_and_sub_numbers():
    text = (
        "第 三 十 六 條 之 一\n應備滅火器。\n第　３６－２　條\n應備水帶。\n第三十七條\n"
        "依第三十六條之一\n"
        "規定辦理。\n第一百零二條　自公布日施行。\n"
    )

    assert paths(read(text)) == "36-1 36-2 37 102"


def test_chapters_with_points_that_begin_anew_are_levels():
    text = (
        "消防手冊\n第一章 總則\n一、目的。\n二、範圍。\n第二章 器材\n一、滅火器。\n"
        "(一)壓力。\n二、水帶。\n"
    )

    found = read(text)

    assert paths(found) == "1 1.1 1.2 2 2.1 2.1.1 2.2"
    assert said(found, "title")["2"] == "器材"


def test_chapters_that_the_points_run_through_are_listed():
    text = (
        "消防要點\n第一章 總則\n一、目的。\n二、範圍。\n第二章 器材\n第一節 滅火\n"
        "三、滅火器。\n四、水帶。\n"
    )

    found = read(text)

    assert paths(found) == "1 2 3 4"
    assert [line.text for line in found.unplaced] == ["第一章 總則", "第二章 器材", "第一節 滅火"]
