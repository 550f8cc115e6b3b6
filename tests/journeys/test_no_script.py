"""The daily work, in a browser that runs no script."""

import pytest

from chahe.web.demo.files import SAMPLES
from chahe.web.demo.people import PASSWORD

from .person import Person

pytestmark = pytest.mark.journey

FIRM = "/firms/8888"


@pytest.fixture(scope="module")
def officer(browser, demo):
    person = Person(browser, demo.url, java_script_enabled=False)
    person.give_password("officer", PASSWORD)
    yield person
    person.close()


def rows(person):
    return person.page.locator("main .table:not(.table-keys) tbody tr").all_inner_texts()


def test_list_is_searched_and_filtered(officer):
    officer.go(f"{FIRM}/findings/")
    assert not [row for row in rows(officer) if "已結案" in row]  # what is not ended comes first
    officer.go(f"{FIRM}/findings/?state=")
    everything = rows(officer)

    officer.page.locator("main [name=q]").fill("7(1)b(e)")
    officer.page.locator("[name=state]").select_option("closed")
    officer.press("查詢")

    found = rows(officer)
    assert found == [row for row in everything if "7(1)b(e)" in row and "已結案" in row]
    assert 0 < len(found) < len(everything)


def test_list_has_a_next_page_and_an_order(officer):
    officer.go(f"{FIRM}/journal/")
    first = rows(officer)

    officer.press("下一頁")
    second = rows(officer)
    officer.press("序號")

    assert len(first) == len(second) > 0
    assert not set(first) & set(second)
    assert rows(officer)[0] not in first


def test_paper_is_uploaded_to_checked_and_saved(officer):
    officer.go(f"{FIRM}/inspections/?q=CC-17010&state=open")
    officer.page.locator("main .table tbody a").first.click()
    officer.page.get_by_role("row", name="7(1)b(e)").get_by_role("link").click()
    paper = officer.page.url

    officer.press("上傳防火牆設定檔")
    officer.page.set_input_files("[name=file]", SAMPLES / "fortigate_exposed.conf")
    officer.page.locator("[name=where_from]").fill("資訊部匯出")
    officer.press("上傳並附上")
    officer.sees("已收下並附上「fortigate_exposed.conf」。")
    officer.press("執行檢測", within="#checks")
    for _ in range(20):
        if any(row.startswith("7 ") for row in rows(officer)):
            break
        officer.page.wait_for_timeout(500)
        officer.go(paper)

    assert any(row.startswith("7 ") for row in rows(officer)), officer.page.locator(
        "#checks"
    ).inner_text()

    officer.page.locator("[name=verdict]").select_option("nonconforming")
    officer.page.locator("[name=conclusion]").fill("三條政策不符規定。")
    officer.press("儲存")
    officer.sees("已儲存。")

    assert officer.page.locator("[name=conclusion]").input_value() == "三條政策不符規定。"


def test_a_threshold_is_set_and_what_a_rule_asks_is_kept(browser, demo):
    ciso = Person(browser, demo.url, java_script_enabled=False)
    ciso.give_password("ciso", PASSWORD)
    ciso.go(f"{FIRM}/thresholds/?q=最短長度")
    ciso.press("最短長度")

    ciso.page.locator("[name=value]").fill("5")
    ciso.page.locator("[name=reason]").fill("資訊安全管理辦法第 12 條")
    ciso.press("設定", within="#set")
    ciso.sees("只能更嚴：請填不低於 6 字元")
    ciso.page.locator("[name=value]").fill("12")
    ciso.press("設定", within="#set")
    ciso.sees("已設定")
    ciso.go(f"{FIRM}/thresholds/?state=stricter")

    assert [row.split("\t")[1:4] for row in rows(ciso)] == [["最短長度", "12 字元", "6 字元"]]
    ciso.close()


def test_doors_open_from_the_menu_of_a_small_screen(officer):
    officer.page.set_viewport_size({"width": 420, "height": 900})
    officer.go(f"{FIRM}/")

    officer.press("選單")
    officer.page.locator("#side").get_by_role("link", name="法規").click()

    assert officer.page.get_by_role("heading", level=1).inner_text() == "法規"
