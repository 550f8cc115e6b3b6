"""Excerpts: they begin anywhere, leave points out and stop in mid-sentence."""

from .reading import outline, paths, read, said


def test_excerpt_begins_deep_within_a_point():
    text = (
        "並留存紀錄。\n(c)鳥籠應上鎖。\n(d)鳥籠應編號。\nc.餵食管理：\n(a)應定時。\n"
        "(3)獸醫應駐園。\n"
        "8.園區(CC-18000,半年查核)\n(1)應有圍籬。\n"
    )

    found = read(text)

    assert paths(found) == "7.c 7.d 7.c-2 7.c-2.a 7.3 8 8.1"
    assert [line.text for line in found.unplaced] == ["並留存紀錄。"]


def test_points_that_the_page_leaves_out_are_not_made_up():
    text = (
        "2.餵食(CC-12000,年度查核)\n(1)應定時。\n(7)應參考指引。\n9.醫療(CC-19000,半年查核)\n"
        "(10)用藥應留\n"
    )

    assert paths(read(text)) == "2 2.1 2.7 9 9.10"


def test_one_item_alone():
    found = read("(9)應定期檢查籠舍，並就所見之缺損評估風險或更換（半年查核）\n")

    assert paths(found) == "9"
    assert said(found, "cadence") == {"9": "semiannual"}


def test_a_heading_cut_off_in_its_bracket():
    found = read("7.園區(CC-17000)\n(1)籠舍(CC-17010,適用飼養猛獸之業者,每月查\n")

    assert paths(found) == "7 7.1"
    assert said(found, "code") == {"7": "CC-17000", "7.1": "CC-17010"}


def test_excerpt_of_articles_begins_with_the_items_of_one():
    text = (
        "二、獸醫。\n三、管理員。\n前項人員應有證照。\n第六條　園區應投保。\n"
        "第七條　自公布日施行。\n"
    )

    found = read(text)

    assert paths(found) == "5.2 5.3 6 7"


def test_two_documents_in_one_file_stay_apart():
    text = (
        "第一條　園區應有圍籬。\n第二條　園區應投保。\n第一條　籠舍應上鎖。\n第二條　籠舍應編號。\n"
    )

    assert paths(read(text)) == "1 2 1-2 2-2"


def test_a_document_without_any_number_is_all_listed():
    found = read("動物園公告\n本園週一休園。\n請勿餵食。\n")

    assert found.editions == ()
    assert (found.title, len(found.unplaced)) == ("動物園公告", 2)


def test_a_figure_at_the_start_of_a_line_is_no_number():
    text = (
        "1.餵食(CC-12000,年度查核)\n(1)每日餵食量不得超過\n3.5公斤，並以\n"
        "2次為限，每次不超過\n10 公斤。\n(2)應留紀錄。\n"
    )

    found = read(text)

    assert outline(found)[1] == "1.1 每日餵食量不得超過3.5公斤，並以2次為限，每次不超過10公斤。"
    assert paths(found) == "1 1.1 1.2"


def test_headings_without_numbers_count_on_from_the_point_before():
    text = (
        "12.其他(CC-22000,半年查核)\n(1)應公告。\n遊客服務(CC-23000,每月查核)\n(1)應設服務台。\n"
        "遊客動線(CC-24000,適用夜間開園之業\n者,年度查核)\n(1)應有照明。\n"
    )

    found = read(text)

    assert paths(found) == "12 12.1 13 13.1 14 14.1"
    assert said(found, "applies_text") == {"14": "適用夜間開園之業者"}
