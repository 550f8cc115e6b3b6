"""Tables of contents, page numbers and running heads."""

from .reading import outline, paths, read


def test_contents_drawn_out_to_page_numbers():
    text = (
        "溫泉要點\n目　錄\n一、水質 ........................ 1\n二、泉溫……………………2\n"
        "三、附則 ‥‥‥‥ 3\n"
        "一、水質應每月檢驗。\n二、泉溫應公告。\n三、自核定日施行。\n"
    )

    found = read(text)

    assert outline(found) == ["1 水質應每月檢驗。", "2 泉溫應公告。", "3 自核定日施行。"]
    assert len(found.unplaced) == 4


def test_contents_without_leaders_end_where_the_first_entry_comes_again():
    text = (
        "溫泉規範\n目錄\n第一條 目的\n第二條 水質\n第三條 附則\n第一條 目的\n為維護水質。\n"
        "第二條 水質\n應每月檢驗。\n"
        "第三條 附則\n自公布日施行。\n"
    )

    found = read(text)

    assert outline(found) == ["1 為維護水質。", "2 應每月檢驗。", "3 自公布日施行。"]


def test_contents_in_english():
    text = (
        "Hot Spring Rules\nContents\n1. Water 2\n2. Heat 3\n1. Water (CC-11000, annual audit)\n"
        "(1) Water shall be tested.\n2. Heat (CC-12000, monthly audit)\n"
    )

    assert paths(read(text)) == "1 1.1 2"


def test_page_numbers_of_all_sorts_interrupt_nothing():
    pages = ("- 1 -", "第 2 頁，共 4 頁", "3/4", "Page 4 of 4")
    text = "一、水質：\n" + "".join(
        f"({mark})第{mark}池應於每日開放前檢\n{page}\n驗。\n"
        for mark, page in zip("一二三四", pages, strict=True)
    )

    found = read(text)

    assert [line.text for line in found.unplaced] == list(pages)
    assert outline(found)[2] == "1.2 第二池應於每日開放前檢驗。"


def test_lone_numbers_that_count_on_are_pages():
    text = (
        "一、水質應檢驗。\n二、泉溫應\n7\n公告。\n三、更衣室應\n8\n清潔。\n四、應備毛巾。\n9\n"
        "五、應收費。\n"
    )

    found = read(text)

    assert [line.text for line in found.unplaced] == ["7", "8", "9"]
    assert outline(found)[1:3] == ["2 泉溫應公告。", "3 更衣室應清潔。"]


def test_heads_and_feet_of_pages_are_listed():
    page = "溫泉公會內部規範彙編\n{}\n機密等級：一般　版次：2.0\n"
    text = "".join(
        page.format(rule)
        for rule in (
            "1.水質(CC-11000)\n(1)應檢驗。",
            "(2)應公告。",
            "2.泉溫(CC-12000)\n(1)應公告。",
        )
    )

    found = read(text)

    assert paths(found) == "1 1.1 1.2 2 2.1"
    assert len(found.unplaced) >= 5
