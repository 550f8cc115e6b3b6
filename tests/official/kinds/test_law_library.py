"""The libraries of laws: 1、 and en dashes, history before the articles, dashes between lines."""

from .reading import day, outline, paths, read, said


def test_points_with_full_stops_of_the_library_and_codes_with_an_en_dash():
    text = """法規資訊

法規名稱： 廚房衛生檢查機制
公布日期： 民國 113 年 02 月 05 日
沿革資訊： 中華民國113年2月5日廚字第1130002083號函修正發布第1點（中華民國113年1月31日衛字第112號函）

所有條文

 
1
1、食材管理（CC–11000，適用中央廚房，不適用小吃攤，年度查
   核）
   （1）應鑑別所有食材以及其供應
        商。
   （4）應評估冷藏設備可容忍中斷時間（ RTO），並依
        供餐人數分級。
2
2、刀具管理（CC–12000，年度查核）
   （1）應訂定規範，包括下列事項：
        a.刀具之編號。
        b.刀具之磨利及汰換，以及員工
          應遵守之規定。
   （2）應轉知與公司合作之公私機關（構
        ）共同遵行
"""

    found = read(text)

    assert (found.title, day(found)) == ("廚房衛生檢查機制", "2024-02-05")
    assert paths(found) == "1 1.1 1.4 2 2.1 2.1.a 2.1.b 2.2"
    assert said(found, "code")["2.1.b"] == "CC-12000"
    assert said(found, "title") == {"1": "食材管理", "2": "刀具管理"}
    assert outline(found)[-1] == "2.2 應轉知與公司合作之公私機關（構）共同遵行"


def test_dashes_between_lines_and_a_heading_without_its_number():
    text = """法規資訊
法規名稱 | 廚房衛生檢查機制 |
發佈日期 | 民國114年4月11日 |
沿革資訊 | 中華民國114年4月11日廚師公會廚字第1140006323號函修正全文14點，自即日起實施 |
所有條文
-
共用廚房（Co_Kitchen）管理（CC-23000，適用使用共用廚房之業者，月或半年查核）
-
（1）設備進出共用廚房，應於「登記系統」申請，並留存紀錄（半年查核）。
-
（2）應盤點共用廚房之器具，且應包含鍋、刀及砧板等類別（半年查核）。
-
（3）放置之爐具應依「廚房衛生檢查機制」規定落實防護（月或半年查核）。
-
"""

    found = read(text)

    assert (found.title, day(found)) == ("廚房衛生檢查機制", "2025-04-11")
    assert paths(found) == "1 1.1 1.2 1.3"
    assert said(found, "title") == {"1": "共用廚房（Co_Kitchen）管理"}
    assert said(found, "cadence") == {
        "1": "monthly semiannual",
        "1.1": "semiannual",
        "1.2": "semiannual",
        "1.3": "monthly semiannual",
    }
    assert said(found, "applies_text") == {"1": "適用使用共用廚房之業者"}


def test_one_article_with_dashes_and_its_heading():
    text = (
        "法規名稱 | 廚房指引 |\n發佈日期 | 民國113年12月27日 |\n所有條文\n-\n第6條 (備餐查核)\n-\n"
        "一、應對供餐商負最終監督義務。\n-\n三、重點項目宜包含：\n-\n(一)動線。\n-\n(二)溫度。\n"
        "-\n-\n"
        "四、應追蹤改善情形。\n"
    )

    found = read(text)

    assert outline(found)[0] == "6 <備餐查核>"
    assert paths(found) == "6 6.1 6.3 6.3.1 6.3.2 6.4"


def test_history_with_numbers_of_its_own_is_no_rule():
    text = """法令規章
名  稱:
廚房分級辦法 
公發布日: 民國 107 年 11 月 21 日
修正日期: 民國 110 年 08 月 23 日
全文 立法說明
3.中華民國一百十年八月二十三日衛生局衛字第 1100182012 號令修
  正發布第 5~7 條條文及第 11 條條文之附表一~八
  中華民國一百十一年八月二十四日衛生局公告第 3  條第 1  項、第
  4 項所列權責事項
2.中華民國一百零八年八月二十六日衛生局衛字第 1080184606 號令
  修正發布第 4、5 條條文;並自發布日施行
1.中華民國一百零七年十一月二十一日衛生局訂定發布全文 12 條
第 1 條
本辦法依廚房法(以下簡稱本法)第七條第一項規定訂定之。
第 2 條
廚房之等級,由高至低,分為 A  級、B 級、C 級、D  級及 E 級,其分級
之標準另定之。
第 3 條
主管機關應每二年核定廚房之等級。
大型廚房應每二年提交自評表。
"""

    found = read(text)

    assert (found.title, day(found)) == ("廚房分級辦法", "2021-08-23")
    assert paths(found) == "1 2 3 3.1 3.2"


def test_day_of_repeal_and_day_of_printing_are_not_the_days_of_the_text():
    text = (
        "列印時間：113.07.06 12:24\n法規名稱： 廚房規範(改制前)\n"
        "公發布日： 民國 90 年 07 月 16 日\n"
        "廢止日期： 民國 99 年 12 月 25 日\n一、應洗手。\n二、應戴帽。\n"
    )

    found = read(text)

    assert (found.title, day(found)) == ("廚房規範（改制前）", "2001-07-16")


def test_chapters_in_formal_numerals_that_the_points_run_through():
    text = """法規名稱： 廚房規範
壹、總則
一、本規範依要點第十五點訂定。
二、書表由公會訂定之，各單位未依規定辦理者，自行負責
    。
貳、設備
三、爐具
（一）應指定專人負責，並加強防
      護措施。
（二）值班人員應執行安全檢查。
      值班人員不得任意讓他人進入。
四、水電
      1.不得外接。
      2.應定期檢查。
"""

    found = read(text)

    assert paths(found) == "1 2 3 3.1 3.2 4 4.1 4.2"
    assert [line.text for line in found.unplaced if "、" in line.text] == ["壹、總則", "貳、設備"]


def test_chapters_in_formal_numerals_with_points_of_their_own():
    text = (
        "廚房要點\n壹、目的：\n為確保衛生。\n貳、依據：\n一、食安法。\n二、衛生準則。\n參、組織：\n"
        "一、廚房小組：\n(一)主廚。\n(二)助手。\n二、分工。\n"
    )

    assert paths(read(text)) == "1 2 2.1 2.2 3 3.1 3.1.1 3.1.2 3.2"


def test_number_and_article_share_a_line_with_bars():
    text = """歷史名稱: |
廚房管理規則(民國 96 年 03 月 12 日) |
|
第 一 章 總則
|
第 1 條 | 本規則依廚房法第十八條第二項規定訂定之。 |
第 2 條 | 本規則所稱廚房,指依本規則規定供應餐食予旅客、學生或其他團體之場
所。 |
第 5 條 | 廚房辦理下列業務:
一、備餐。
七、其他經核准之業務。
廚房辦理前項業務所取得之食材,應存放於經核准之冷藏庫,並依其種類分
開。
廚房申請辦理第一項業務,應檢具下列書件:
一、計畫書。
二、平面圖。 |
相關資訊 |
第 二 章 業務
|
第 6 條 | 廚房應投保。 |
"""

    found = read(text)

    assert (found.title, day(found)) == ("廚房管理規則", "2007-03-12")
    assert paths(found) == "1 2 5 5.1 5.1.1 5.1.7 5.2 5.3 5.3.1 5.3.2 6"


def test_bracketed_numbers_mark_paragraphs():
    text = (
        "【法規名稱】\n廚房法\n【修正日期】民國114年8月29日\n第1條\n﹝1﹞\n"
        "為確保衛生，特制定本法。\n第2條\n﹝1﹞\n"
        "本法之主管機關為\n衛生局\n。\n﹝2﹞\n業務之執行，由\n衛生局\n指定機關辦理。\n"
    )

    assert outline(read(text)) == [
        "1 為確保衛生，特制定本法。",
        "2 <>",
        "2.1 本法之主管機關為衛生局。",
        "2.2 業務之執行，由衛生局指定機關辦理。",
    ]


def test_lone_numbers_mark_paragraphs_where_each_article_has_a_first():
    text = "第 1 條\n1\n為確保衛生。\n第 2 條\n1\n應洗手。\n2\n洗手應留紀錄。\n3\n紀錄應保存。\n"

    assert paths(read(text)) == "1 2 2.1 2.2 2.3"


def test_article_deleted_keeps_its_place():
    text = "第一條\n為確保衛生。\n第二條\n（刪除）\n第三條　（刪除）\n第四條\n自公布日施行。\n"

    assert outline(read(text)) == [
        "1 為確保衛生。",
        "2 （刪除）",
        "3 （刪除）",
        "4 自公布日施行。",
    ]
