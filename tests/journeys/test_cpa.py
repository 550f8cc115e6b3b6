"""A CPA's engagement in a browser: engaged, 69 rows, an interim report, sealed, signed, issued.

Two rows are done page by page; the other 67 by `finish_cpa`, with the same actions as the pages.
"""

import re
import shutil
import subprocess
from datetime import datetime
from hashlib import sha256
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from .person import Person, roc_today
from .pictures import picture, pictured
from .seed import PASSWORD, SECRET
from .served import Served

pytestmark = pytest.mark.journey

FIRM = "/firms/8888"
NAMES = ("ciso", "wu", "hsu", "tsai")
ROWS = 69


@pytest.fixture(scope="module")
def story(browser, tmp_path_factory):
    """A site of its own, and its people, each at a browser of their own."""
    site = Served(tmp_path_factory.mktemp("cpa"), "serve")
    site.run("cpas")
    people = {name: Person(browser, site.url) for name in NAMES}
    yield SimpleNamespace(site=site, **people)
    for person in people.values():
        person.close()
    site.stop()


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Where the report's PDF is left; somebody should look at its pages, turned into images."""
    return tmp_path_factory.mktemp("report") / "評估報告.pdf"


@pytest.fixture(autouse=True)
def _a_story_has_an_order(request, story):
    """A step is not tried after one that failed, and nothing on its way upsets the browser."""
    if request.session.testsfailed > getattr(story, "failed_before", request.session.testsfailed):
        pytest.fail("an earlier step of the story failed")
    story.failed_before = request.session.testsfailed
    yield
    for name in NAMES:
        assert getattr(story, name).wrong == []


def rows_of(person):
    return person.page.locator("#table tbody tr")


@pytest.mark.parametrize("name", NAMES)
def test_everybody_signs_in_with_a_code(story, name):
    person = getattr(story, name)

    person.give_password(name, PASSWORD)
    person.give_code(SECRET)
    person.sees("示範證券")

    assert person.page.url.endswith(f"{FIRM}/")


def test_ciso_engages_a_cpa_for_the_year(story):
    ciso = story.ciso
    ciso.go(f"{FIRM}/engagements/")

    ciso.press("委任評估", within=".page-head")
    ciso.fill(
        kind="yearly",
        platform="示範代幣交易平臺",
        accounting_firm="示範聯合會計師事務所",
        accounting_number="北市會證字第 000 號",
        year=str(datetime.now(ZoneInfo("Asia/Taipei")).year - 1911),
    )
    ciso.press("委任評估", within=".form-buttons")
    ciso.sees("還沒有加入會計師")

    story.engagement = ciso.page.url.removeprefix(story.site.url)
    assert re.fullmatch(rf"{FIRM}/engagements/\d+/", story.engagement)
    assert ciso.page.locator("#inspections li").count() == 3


@pytest.mark.parametrize(
    ("username", "certificate"),
    [("wu", "臺會證字第 1001 號"), ("hsu", "臺會證字第 1002 號"), ("tsai", "")],
)
def test_ciso_lets_them_in_for_a_time(story, username, certificate):
    ciso = story.ciso

    ciso.page.locator("summary", has_text="加入人員").click()
    said = {"username": username, "certificate": certificate, "since": roc_today()}
    ciso.fill(within="#people", **{f"person-{name}": value for name, value in said.items()})
    ciso.press("加入")

    ciso.page.locator("#people li", has_text="期間內").filter(
        has_text={"wu": "吳承恩", "hsu": "許雅婷", "tsai": "蔡明哲"}[username]
    ).wait_for()


def test_ciso_does_not_see_papers_that_are_being_written(story):
    story.ciso.go(f"{story.engagement}programme/")

    story.ciso.sees("沒有您看得到的控制重點")


def test_cpa_finds_69_rows_from_source_to_conclusion(story):
    wu = story.wu
    wu.go(f"{FIRM}/engagements/")

    wu.page.locator("#table tbody a").first.click()
    wu.press("評估程序")
    wu.page.get_by_role("heading", level=1).filter(has_text="評估程序").wait_for()

    assert rows_of(wu).count() == ROWS
    first = rows_of(wu).first.inner_text()
    assert "資安主管與專責人員" in first
    assert "業務管理辦法第9條" in first
    assert "等會計師編製" in first


def test_cpa_carries_out_the_steps_of_a_row(story):
    wu = story.wu
    rows_of(wu).first.get_by_role("link").first.click()
    wu.page.get_by_role("heading", level=1).filter(has_text="1(1)").wait_for()
    story.paper = wu.page.url.removeprefix(story.site.url)

    wu.press("填寫執行情形")
    for position in (0, 1):
        wu.fill(**{f"done_{position}": "已取得組織圖並核對職掌。", f"tick_{position}": "match"})
    wu.press("儲存")

    wu.sees("已儲存執行情形。")


def test_cpa_hands_in_evidence_and_signs_as_prepared(story, tmp_path):
    wu = story.wu
    chart = tmp_path / "組織圖.txt"
    chart.write_text("總經理\n資安長\n資安專責人員\n")

    wu.page.locator("#evidence a", has_text="上傳").first.click()
    wu.page.set_input_files("[name=file]", chart)
    wu.fill(where_from="受查公司人資部")
    wu.press("上傳並附上")
    wu.sees("已收下並附上「組織圖.txt」。")
    wu.fill(within="#result", verdict="conforming", conclusion="配置符合規定，未發現例外。")
    wu.press("儲存並簽為編製完成")

    wu.sees("已簽為編製完成，等待覆核。")


def test_two_other_cpas_review_and_approve(story):
    for name, button, said in (
        ("hsu", "覆核", "已覆核，等待核定。"),
        ("tsai", "核定", "已核定，底稿從現在起唯讀。"),
    ):
        person = getattr(story, name)
        person.go(story.paper)
        person.press(button, within="#signoff")
        person.sees(said)


def test_an_exception_becomes_a_finding(story):
    wu = story.wu
    wu.go(f"{story.engagement}programme/?work=todo")
    rows_of(wu).first.get_by_role("link").first.click()
    wu.page.get_by_role("heading", level=1).filter(has_text="1(2)").wait_for()
    story.exception = wu.page.url.removeprefix(story.site.url)

    wu.press("填寫執行情形")
    wu.fill(done_0="已取得證照影本。", tick_0="match")
    wu.fill(done_1="一位專責人員只有一張有效證照。", tick_1="exception")
    wu.press("儲存")
    wu.fill(within="#result", verdict="nonconforming", conclusion="一位專責人員證照不足。")
    wu.press("儲存")
    wu.press("開立缺失")
    wu.fill(
        severity="medium",
        condition="兩位專責人員中，一位只有一張有效的資通安全專業證照。",
        cause="證照到期未換發。",
        effect="專業能力未能持續確認。",
        recommendation="三個月內補足並建立到期追蹤。",
    )
    wu.press("開立缺失")
    wu.sees("已開立缺失")
    wu.go(story.exception)
    wu.press("儲存並簽為編製完成")
    wu.sees("已簽為編製完成，等待覆核。")

    for name, button in (("hsu", "覆核"), ("tsai", "核定")):
        person = getattr(story, name)
        person.go(story.exception)
        person.press(button, within="#signoff")
        person.page.locator("#signoff .is-done").nth(1 if button == "覆核" else 2).wait_for()


def test_an_interim_report_is_signed_by_two_and_issued(story):
    story.wu.go(story.engagement)

    story.wu.press("提出期中報告")
    story.wu.sees("期中報告已提出，等候簽證。")
    interim = story.wu.page.url.removeprefix(story.site.url)
    sign_and_issue(story, interim)

    assert story.wu.page.locator("#files li").count() == 3


def test_a_final_report_waits_for_every_paper(story):
    story.wu.go(story.engagement)

    story.wu.press("提出評估報告")

    story.wu.sees("還有 67 份底稿沒有核定。")


def test_the_other_rows_are_done_and_each_inspection_is_sealed(story):
    number = story.engagement.rstrip("/").rpartition("/")[2]
    assert story.site.run("finish_cpa", number) == {"done": ROWS - 2}

    for place in range(3):
        story.tsai.go(story.engagement)
        story.tsai.page.locator("#inspections a").nth(place).click()
        story.tsai.press("封存查核")
        story.tsai.sees("已封存，從現在起唯讀。")

    story.wu.go(f"{story.engagement}programme/?result=conforming")
    assert rows_of(story.wu).count() == ROWS - 2


def test_results_decide_which_opinion_the_cpa_may_choose(story):
    wu = story.wu
    wu.go(f"{story.engagement}report/")

    choices = [box.get_attribute("value") for box in wu.page.get_by_role("radio").all()]
    assert choices == ["qualified", "adverse", "disclaimer"]
    wu.page.get_by_role("radio", name="保留意見", exact=True).check()
    wu.press("提出評估報告")
    wu.sees("理由還沒有寫")
    wu.page.get_by_role("radio", name="保留意見", exact=True).check()
    wu.fill(why="例外限於一位人員之證照與一項備份還原紀錄，影響不廣泛。")
    wu.press("提出評估報告")
    wu.sees("待簽證")

    story.report = wu.page.url.removeprefix(story.site.url)


def test_the_report_is_signed_by_two_and_issued(story):
    assert story.tsai.go(story.report).ok
    story.tsai.press("簽證")
    story.tsai.sees("沒有登記會計師證書字號")

    sign_and_issue(story, story.report)

    story.wu.sees("已出具")


def test_the_firm_downloads_the_very_bytes_that_were_issued(story, report):
    ciso = story.ciso
    ciso.go(story.report)
    line = ciso.page.locator("#files li", has_text="pdf")
    line.locator("summary").click()
    digest = line.locator("details > code").inner_text()

    with ciso.page.expect_download() as coming:
        line.get_by_role("link").click()
    coming.value.save_as(report)

    assert sha256(report.read_bytes()).hexdigest() == digest


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")
def test_the_report_says_its_opinion_its_exceptions_and_every_row(report):
    said = subprocess.run(
        ["pdftotext", "-raw", report, "-"], capture_output=True, text=True, check=True
    ).stdout
    words = re.sub(r"\s", "", said)

    for text in ("保留意見", "示範代幣交易平臺", "證照不足", "備份還原紀錄", "臺會證字第1001號"):
        assert text in words
    assert "草稿" not in words
    assert "隨機，計畫抽取25項，實際25項" in words


def test_the_ledger_of_the_engagement_is_whole(story):
    assert story.site.command("ledger", "verify").startswith("帳本完整：")


@pictured
@pytest.mark.parametrize(
    ("name", "page"), [("engagement", ""), ("programme", "programme/"), ("assessment", None)]
)
def test_its_pages_are_pictured(story, name, page):
    story.tsai.go(story.report if page is None else f"{story.engagement}{page}")
    picture(story.tsai, name)


def sign_and_issue(story, address):
    """Sign a report as both CPAs who have a certificate, and issue it."""
    for name in ("hsu", "wu"):
        person = getattr(story, name)
        person.go(address)
        person.press("簽證")
        person.sees("已簽證。")
    story.wu.press("出具報告")
    story.wu.sees("報告已出具，內容從此不變。")
