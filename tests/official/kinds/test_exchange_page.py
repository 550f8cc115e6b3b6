"""The exchange's pages: wrapped at 64 columns, half-width marks, a number above the same number."""

from .reading import day, outline, paths, read, said

PAGE = """歷史法令規章

名  稱:

渡輪業者安全檢查機制 

Establishing Inspection Mechanisms for Ferries

修正日期: 民國 113 年 11 月 12 日
主題分類: 航運管理 > 渡輪

歷史名稱: 渡輪業者安全檢查機制(民國 113 年 05 月 15 日)
歷次修正日期:
1
1.航線風險管理(CC-11000,適用定期航班渡輪業者,不適用包船及觀光遊
  艇之業者,年度查核)
(1) 應列出公司所有航線與每艘船舶以及其船長。
(2) 應核定各航線可容忍之停航時間、復航時間目標(RTO ),並依
      載客人數比率分級。
(3) 應將新船、新航線及新式助航設備之風險納入評估,以確保程序有效
      。
4
4.船上設備(CC-14000,半年查核)
(1) 救生設備應列有清冊。
(3) 應完成設備分級,每年至少檢視一次分級妥適性。(111 年 1  月底生
      效)
7
7.航行作業(CC-17000)
(1) 駕駛台作業(CC-17010,適用定期航班渡輪業者,另 a、b、f
      項並適用於所有渡輪業者,每月查核)
      a.瞭望安排:
      (a)瞭望人員應輪替,並留存紀錄。
      (b)夜間應有二人瞭望。
      b.海圖管理:
        海圖應每季更新。
      c.速限管理:港內不得超過 5  節。
(2) 機艙作業(CC-17020,半年查核)
      a.機艙應有專人值
"""


def test_page_of_an_earlier_text_is_of_that_day():
    found = read(PAGE)

    assert (found.title, day(found)) == ("渡輪業者安全檢查機制", "2024-05-15")


def test_wrapped_lines_are_rejoined_under_their_numbers():
    found = read(PAGE)

    assert outline(found) == [
        "1 航線風險管理（CC-11000，適用定期航班渡輪業者，不適用包船及觀光遊艇之業者，年度查核）",
        "1.1 應列出公司所有航線與每艘船舶以及其船長。",
        "1.2 應核定各航線可容忍之停航時間、復航時間目標（RTO），並依載客人數比率分級。",
        "1.3 應將新船、新航線及新式助航設備之風險納入評估，以確保程序有效。",
        "4 船上設備（CC-14000，半年查核）",
        "4.1 救生設備應列有清冊。",
        "4.3 應完成設備分級，每年至少檢視一次分級妥適性。（111年1月底生效）",
        "7 航行作業（CC-17000）",
        "7.1 駕駛台作業（CC-17010，適用定期航班渡輪業者，另a、b、f項並適用於所有渡輪業者，每月"
        "查核）",
        "7.1.a 瞭望安排：",
        "7.1.a.a 瞭望人員應輪替，並留存紀錄。",
        "7.1.a.b 夜間應有二人瞭望。",
        "7.1.b 海圖管理：海圖應每季更新。",
        "7.1.c 速限管理：港內不得超過5節。",
        "7.2 機艙作業（CC-17020，半年查核）",
        "7.2.a 機艙應有專人值",
    ]


def test_headings_say_code_cadence_and_whom_they_bind():
    found = read(PAGE)

    assert said(found, "title") == {
        "1": "航線風險管理",
        "4": "船上設備",
        "7": "航行作業",
        "7.1": "駕駛台作業",
        "7.1.a": "瞭望安排",
        "7.1.b": "海圖管理",
        "7.1.c": "速限管理",
        "7.2": "機艙作業",
    }
    assert said(found, "effective_text") == {"4.3": "111年1月底生效"}
    assert said(found, "applies_text") == {
        "1": "適用定期航班渡輪業者，不適用包船及觀光遊艇之業者",
        "7.1": "適用定期航班渡輪業者，另a、b、f項並適用於所有渡輪業者",
        "7.1.a": "適用於所有渡輪業者",
        "7.1.b": "適用於所有渡輪業者",
    }
    cadence = said(found, "cadence")
    assert [cadence.get(p) for p in ("1.2", "4.1", "7", "7.1.c", "7.2.a")] == [
        *("annual", "semiannual", None, "monthly", "semiannual")
    ]


OLD = """名  稱:
渡輪業者安全檢查機制 
修正日期: 民國 113 年 11 月 12 日
歷史名稱: 渡輪業者安全檢查機制(民國 91 年 02 月 21 日)
1
1 船務部門之職責劃分 (內部控制標準規範 CC-11000)
  船員皆應填具切結書;離職時應繳回其通行證、制服
  及相關證件。
2
2 救生設備維護 (內部控制標準規範 CC-12030)
(1) 委外檢修應簽訂契約。
(2) 委外人員上船應經控管;檢修結束後,應立即收回通
    行證。
3
3 船班管理 (內部控制標準規範 CC-13000)
(1) 船班應公告 (例如:碼頭、網站) 。
(6) 對旅客所為之訂位紀錄 (log)  應至少保留五年。
"""


def test_numbers_without_marks_above_themselves_and_codes_in_a_longer_phrase():
    found = read(OLD)

    assert day(found) == "2002-02-21"
    assert said(found, "code") == {
        "1": "CC-11000",
        **dict.fromkeys(("2", "2.1", "2.2"), "CC-12030"),
        **dict.fromkeys(("3", "3.1", "3.6"), "CC-13000"),
    }
    assert said(found, "title") == {
        "1": "船務部門之職責劃分",
        "2": "救生設備維護",
        "3": "船班管理",
    }
    assert outline(found)[0].endswith("離職時應繳回其通行證、制服及相關證件。")


def test_point_number_in_words_above_a_restated_number():
    text = (
        "渡輪要點\n第 1 點\n一、船長應有證照。\n第 2 點\n二、船員應受訓：\n(一)救生。\n(二)滅火。\n"
        "第 2-1 點\n二之一、甲板應乾燥。\n第 3 點\n三、本要點自核定日施行。\n"
    )

    assert paths(read(text)) == "1 2 2.1 2.2 2-1 3"


def test_point_number_above_items_that_begin_anew_is_the_rule_above_them():
    text = "第5點\n一、救生衣應足額。\n二、應每年檢驗。\n第6點\n一、船鐘應校正。\n二、應留紀錄。\n"

    assert outline(read(text)) == [
        "5 <>",
        "5.1 救生衣應足額。",
        "5.2 應每年檢驗。",
        "6 <>",
        "6.1 船鐘應校正。",
        "6.2 應留紀錄。",
    ]


BARS = """歷史名稱: |
渡輪業者安全檢查機制(民國 111 年 09 月 06 日) |
歷次修正日期: |
|
1
|
1.航線風險管理(CC-11000,適用定期航班渡輪業者,不適用包船及觀光遊
艇之業者,年度查核)
(1) 應列出公司所有航線與每艘船舶以及其船長、大副、輪機長及水手長
。
(2) 應核定各航線可容忍之停航時間。
|
2
|
2.航行政策(CC-12000,年度查核)
(1) 應訂定政策,包括下列事項:
a.政策之定義、目標及範圍等。
b.遇險通報之程序、處理流程,以及員工應遵守之相關規定,並包括依第
(2)款所定之演練。
(2) 公司每年應將前一年度執行情形提報董事會,於會計年度終了
"""


def test_bars_between_lines_and_no_indents():
    found = read(BARS)

    assert (found.title, day(found)) == ("渡輪業者安全檢查機制", "2022-09-06")
    assert paths(found) == "1 1.1 1.2 2 2.1 2.1.a 2.1.b 2.2"
    assert outline(found)[1].endswith("及水手長。")
    assert outline(found)[6].endswith("並包括依第（2）款所定之演練。")
