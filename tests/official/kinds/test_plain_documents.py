"""Documents as companies and guilds write them, and what word processors and pages make of them."""

from tests.official.trees import parsed

from .reading import day, outline, paths, read, said


def test_a_page_of_a_pdf_with_a_title_in_the_middle_and_numbers_at_the_foot():
    text = """                 索道業者安全檢查要點
                                      中華民國113年5月15日訂定

一、為維護安全，特訂定本要點。
二、索道業者應指派安全主管，負責下列事項，並於每年年度終了前，向董事會
    報告執行情形：
    （一）車廂之檢查、保養與修繕。
    （二）人員之訓練，其內容如下：
          1、救援。
          2、滅火，每半年至少
             演練一次。
                                  1
    （三）其他。
三、安全主管應具備下列資格：
    （一）專科以上學校機械、電機或其他相關科系畢業，並具三年以上工作
          經驗。
                                  2
四、本要點自公布日施行。
"""

    found = read(text)

    assert (found.title, day(found)) == ("索道業者安全檢查要點", "2024-05-15")
    assert paths(found) == "1 2 2.1 2.2 2.2.1 2.2.2 2.3 3 3.1 4"
    assert outline(found)[5] == "2.2.2 滅火，每半年至少演練一次。"
    assert [line.text for line in found.unplaced] == ["中華民國113年5月15日訂定", "1", "2"]


def test_levels_of_a_control_system_under_formal_numerals():
    text = (
        "索道業內部控制制度標準規範\n壹、總則\n　　一、目的：確保安全。\n"
        "　　二、範圍：所有車廂。\n貳、作業循環\n"
        "　　一、運轉循環（CC-17000）\n　　　（一）出車作業（CC-17010，每月查核）\n"
        "　　　　　1. 作業程序：\n"
        "　　　　　　(1) 檢查車況。\n　　　　　　(2) 簽署出車單。\n　　　　　2. 控制重點：\n"
        "　　　　　　(1) 出車單是否簽署。\n　　　（二）收車作業（CC-17020，半年查核）\n"
        "　　二、維修循環（CC-18000，年度查核）\n參、附則\n"
    )

    found = read(text)

    assert paths(found) == (
        "1 1.1 1.2 2 2.1 2.1.1 2.1.1.1 2.1.1.1.1 2.1.1.1.2 2.1.1.2 2.1.1.2.1 2.1.2 2.2 3"
    )
    assert said(found, "cadence")["2.1.1.2.1"] == "monthly"
    assert said(found, "code")["2.2"] == "CC-18000"


def test_words_of_an_item_below_it_are_no_paragraph_of_its_article():
    text = (
        "索道業自律規範\n第一條　(目的)　為強化管理，特訂定本規範。\n"
        "第二條　(用詞)　本規範用詞如下：\n"
        "一、索道：載客之設施。\n　　前款設施不含電梯。\n二、司機：操作索道之人。\n"
        "第三條　業者應依第二條第一款及第\n五條規定辦理：\n（一）每年檢查。\n（二）留存紀錄。\n"
    )

    found = read(text)

    assert outline(found)[2] == "2.1 索道：載客之設施。前款設施不含電梯。"
    assert paths(found) == "1 2 2.1 2.2 3 3.1 3.2"
    assert said(found, "title") == {"1": "目的", "2": "用詞", "2.1": "索道", "2.2": "司機"}


def test_a_sentence_that_goes_on_in_the_next_line_is_no_heading():
    text = (
        "第 1 條\n本規則訂定之依據為索道法第十八條第二\n項。\n第 2 條\n索道應備救援器材\n"
        "，並每年檢驗。\n"
    )

    assert outline(read(text)) == [
        "1 本規則訂定之依據為索道法第十八條第二項。",
        "2 索道應備救援器材，並每年檢驗。",
    ]


def test_what_is_attached_has_numbers_of_its_own():
    text = (
        "索道要點\n一、應檢查，其項目如附件一。\n二、自核定日施行。\n附件一　檢查表\n"
        "1.纜線是否磨損？\n2.車門是否關閉？\n"
    )

    found = read(text)

    assert outline(found) == [
        "1 應檢查，其項目如附件一。",
        "2 自核定日施行。",
        "1-2 纜線是否磨損？",
        "2-2 車門是否關閉？",
    ]
    assert [line.text for line in found.unplaced] == ["附件一\u3000檢查表"]


def test_points_amended_by_a_letter_are_only_those_it_names():
    text = (
        "索道公會 函\n發文日期：中華民國113年5月15日\n"
        "主旨：修正「索道要點」第三點、第五點，自113年6月1日生效。\n\n"
        "索道要點第三點、第五點修正規定\n三、應備繩索，每季檢查一次，檢查結果\n    應陳報公會。\n"
        "五、（刪除）\n"
    )

    found = read(text)

    assert (found.title, day(found)) == ("索道要點第三點、第五點修正規定", "2024-06-01")
    assert outline(found) == ["3 應備繩索，每季檢查一次，檢查結果應陳報公會。", "5 （刪除）"]


def test_blank_lines_within_a_heading_and_spaces_after_marks():
    text = (
        "1.  車廂風險評鑑(CC-11000, 適用高空索道業者, 不適用地面軌道業\n    者, 年度查核)\n\n"
        "    (1) 應鑑別車廂。\n\n        a. 編號。\n\n        b. 檢驗及\n           汰換。\n\n"
        "2.  人員(CC-12000)\n"
    )

    found = read(text)

    assert said(found, "title") == {"1": "車廂風險評鑑", "2": "人員"}
    assert said(found, "applies_text") == {"1": "適用高空索道業者，不適用地面軌道業者"}
    assert outline(found)[3] == "1.1.b 檢驗及汰換。"


PAGE = """<html><head><title>法規</title><style>p {{}}</style><script>alert(1)</script></head><body>
<h1>索道檢查機制</h1>{}</body></html>"""


def test_numbers_in_a_column_of_their_own_on_a_page():
    page = PAGE.format(
        "<table><tr><td>第 1 條</td><td><pre>本規則依索道法第十八條第二項規定訂定\n"
        "之。</pre></td></tr>"
        "<tr><td>第 2 條</td><td><pre>應備：\n一、繩索。\n二、擔架。\n"
        "前項器材應檢驗。</pre></td></tr></table>"
    )

    assert paths(parsed(page, "page.html")) == "1 2 2.1 2.1.1 2.1.2 2.2"


def test_numbers_above_points_and_breaks_within_them_on_a_page():
    page = PAGE.format(
        "<div>1</div><div>1.纜線(CC-11000,年度查核)<br>&nbsp;&nbsp;(1)應列冊。<br>(2)應核定。</div>"
        "<div>2</div><div>2.人員(CC-12000,半年查核)<br>(1)應受訓。</div>"
    )

    assert paths(parsed(page, "page.html")) == "1 1.1 1.2 2 2.1"


def test_lists_of_a_page_count_for_themselves():
    page = PAGE.format(
        "<ol><li>纜線（CC-11000，年度查核）<ol><li>應列冊。</li><li>應核定：<ol type='a'><li>磨"
        "損。</li>"
        "<li>載重。</li></ol></li></ol></li><li>人員（CC-12000，半年查核）<ol><li>應受訓。"
        "</li></ol></li></ol>"
    )

    assert paths(parsed(page, "page.html")) == "1 1.1 1.2 1.2.a 1.2.b 2 2.1"


def test_rows_and_paragraphs_of_a_page_are_an_amendment_table():
    page = PAGE.format(
        "<table><tr><th>修正規定</th><th>現行規定</th><th>說明</th></tr><tr><td>三、應備："
        "<p>(一)繩索。</p>"
        "<p>(二)擔架。</p></td><td>三、應備繩索。</td><td>增列擔架。</td></tr>"
        "<tr><td></td><td>四、應收費。</td><td>本點刪除。</td></tr></table>"
    )

    found = parsed(page, "page.html")

    assert [paths(found, n) for n in (0, 1)] == ["3 3.1 3.2", "3 4"]
    assert said(found, "reason") == {"3": "增列擔架。"}
    assert found.reasons == ("本點刪除。",)
