"""The whole story in a browser: planned, checked, signed by three, cured, sealed, packed."""

import re
from types import SimpleNamespace

import pytest

from chahe.web.demo.files import SAMPLES

from .packs import names_of, verify, with_a_bit_flipped, with_one_more, without
from .person import Person, roc_today
from .seed import PASSWORD, SECRET

pytestmark = pytest.mark.journey

OWN = "Ink-Stone-Paper-4"  # what those with an initial password change it to
FIRM = "/firms/8888"
REF = "7(1)b(e)"


@pytest.fixture(scope="module")
def story(browser, site):
    """The four people, each at a browser of their own, and what they have come to so far."""
    people = {name: Person(browser, site.url) for name in ("officer", "auditor", "ciso", "owner")}
    yield SimpleNamespace(site=site, initial=site.run("seed"), **people)
    for person in people.values():
        person.close()


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """Where the officer's browser leaves the pack."""
    return tmp_path_factory.mktemp("pack") / "提交包.zip"


@pytest.fixture(autouse=True)
def _a_story_has_an_order(request, story):
    """A step is not tried after one that failed, and nothing on its way upsets the browser."""
    if request.session.testsfailed > getattr(story, "failed_before", request.session.testsfailed):
        pytest.fail("an earlier step of the story failed")
    story.failed_before = request.session.testsfailed
    yield
    for name in ("officer", "auditor", "ciso", "owner"):
        assert getattr(story, name).wrong == []


def test_officer_replaces_the_initial_password_and_enrols_an_authenticator(story):
    officer = story.officer

    officer.give_password("officer", story.initial["officer"])
    officer.sees("請換成自己的密碼")
    officer.go(f"{FIRM}/inspections/")
    officer.sees("請換成自己的密碼")  # no other page opens until then
    officer.replace_password(story.initial["officer"], OWN)
    officer.fill(password=OWN)
    officer.press("確認")
    officer.sees("請先啟用驗證器")
    officer.enrol()

    officer.go("/")
    officer.sees("示範證券")
    assert officer.page.url.endswith(f"{FIRM}/")


def test_owner_who_signs_nothing_needs_no_authenticator(story):
    owner = story.owner

    owner.give_password("owner", story.initial["owner"])
    owner.replace_password(story.initial["owner"], OWN)
    owner.go("/")

    assert owner.page.url.endswith(f"{FIRM}/")


@pytest.mark.parametrize("name", ["auditor", "ciso"])
def test_signers_sign_in_with_a_code(story, name):
    signer = getattr(story, name)

    signer.give_password(name, PASSWORD)
    assert signer.page.url.partition("?")[0].endswith("/accounts/2fa/authenticate/")
    signer.give_code(SECRET)
    signer.sees("示範證券")

    assert signer.page.url.endswith(f"{FIRM}/")


def test_officer_plans_this_months_network_inspection(story):
    officer = story.officer
    officer.go(f"{FIRM}/inspections/")

    officer.press("安排查核")
    for box in officer.page.get_by_role("checkbox").all():
        box.set_checked(box.get_attribute("value") == "twse/mechanism#7.1@monthly")
    officer.press("安排查核")
    officer.sees("已安排查核。")

    story.inspection = officer.page.url.removeprefix(story.site.url)
    assert re.fullmatch(rf"{FIRM}/inspections/\d+/", story.inspection)
    assert "CC-17010" in officer.page.get_by_role("heading", level=1).inner_text()


def test_officer_uploads_the_configuration_to_its_paper(story):
    officer = story.officer

    officer.page.get_by_role("row", name=REF).get_by_role("link").click()
    officer.page.get_by_role("heading", level=1).filter(has_text=REF).wait_for()
    story.paper = officer.page.url.removeprefix(story.site.url)
    officer.press("上傳防火牆設定檔")
    officer.page.set_input_files("[name=file]", SAMPLES / "fortigate_exposed.conf")
    officer.fill(where_from="資訊部匯出", tool="FortiOS 7.4.3")
    officer.press("上傳並附上")

    officer.sees("已收下並附上「fortigate_exposed.conf」。")


def test_check_says_which_policies_are_against_the_rule(story):
    officer = story.officer

    officer.press("執行檢測", within="#checks")
    rows = officer.page.locator("#checks .table tbody tr")
    rows.first.wait_for()  # the page asks for progress by itself

    found = [row.locator("td").first.inner_text() for row in rows.all()]
    assert {re.match(r"\d+", policy)[0] for policy in found} == {"7", "8", "9"}
    assert officer.page.locator("#result .verdict").first.inner_text().strip() == "不符"


def test_nonconforming_paper_is_not_signed_without_a_finding(story):
    officer = story.officer

    officer.fill(
        within="#result",
        verdict="nonconforming",
        population="FW-DEMO-01 全部 9 條政策，與設備管理畫面核對。",
        sample="全部檢查。",
        conclusion="三條政策不符規定，已開立缺失。",
    )
    officer.press("儲存並簽為編製完成")

    officer.sees("結果為不符時，要先開立缺失。")
    assert officer.page.locator(".signoff .is-done").count() == 0


def test_officer_opens_a_finding_with_its_five_parts(story):
    officer = story.officer

    officer.press("開立缺失")
    officer.fill(
        severity="high",
        condition="政策 7 自外部開放任意來源、任意服務連入內部。",
        cause="搬遷時臨時開放，完成後沒有收回。",
        effect="外部可直接連入內部系統。",
        recommendation="刪除 7、8、9 號政策。",
    )
    officer.press("開立缺失")
    officer.sees("已開立缺失")

    link = officer.page.locator("#findings a").first
    story.finding = link.get_attribute("href")
    assert re.fullmatch(r"\d{3}-0001", link.inner_text())


def test_officer_signs_as_prepared_and_may_not_review_their_own_work(story):
    officer = story.officer

    officer.press("儲存並簽為編製完成")
    officer.sees("已簽為編製完成，等待覆核。")
    officer.sees("您已經簽過這份底稿")
    assert officer.page.get_by_role("button", name="覆核").count() == 0
    officer.forge(f"{story.paper}review/")

    officer.sees("您在這份底稿已經簽過另一個步驟")


def test_auditor_reviews_and_may_not_approve(story):
    auditor = story.auditor
    auditor.go(story.paper)

    auditor.fill(within="#signoff", comment="已重看設定檔與檢測結果。")
    auditor.press("覆核", within="#signoff")
    auditor.sees("已覆核，等待核定。")

    assert auditor.page.get_by_role("button", name="核定").count() == 0
    assert auditor.forge(f"{story.paper}approve/") == 403


def test_ciso_approves_and_the_paper_is_read_only(story):
    ciso = story.ciso
    ciso.go(story.paper)

    ciso.press("核定", within="#signoff")
    ciso.sees("已核定，底稿從現在起唯讀。")

    officer = story.officer
    officer.go(story.paper)
    assert officer.page.locator("#result form, #evidence form").count() == 0
    assert officer.page.locator(".signoff .is-done").count() == 3


def test_owner_plans_the_remediation(story):
    owner = story.owner
    owner.go(story.finding)

    place = "#remediation form >> nth=0"
    owner.page.locator("[name=owner]").select_option(label="張志豪（網路組組長）")
    owner.fill(within=place, due_on=roc_today(), response="刪除臨時規則。")
    owner.press("儲存改善計畫")

    owner.sees("已訂定改善計畫。")


def test_owner_reports_the_cure_with_newer_evidence(story):
    owner = story.owner

    owner.page.locator("summary", has_text="回報改善完成").click()
    owner.fill(cured_on=roc_today(), cure="已刪除 7、8、9 號政策。")
    owner.press("回報改善完成", within="#remediation")
    owner.sees("已回報改善完成")
    owner.press("上傳改善後的佐證")
    owner.fill(kind="firewall_config", where_from="資訊部匯出")
    owner.page.set_input_files("[name=file]", SAMPLES / "fortigate.conf")
    owner.press("上傳並附上")

    owner.sees("已收下並附上「fortigate.conf」。")
    assert owner.page.get_by_role("button", name="複查結案").count() == 0


def test_auditor_closes_the_finding(story):
    auditor = story.auditor
    auditor.go(story.finding)

    auditor.fill(within="#retest", comment="複查新的設定檔，三條政策已刪除。")
    auditor.press("複查結案")
    auditor.sees("缺失已結案。")

    assert auditor.page.locator(".page-head .badge").inner_text().strip() == "已結案"


def test_ciso_seals_when_every_paper_is_approved(story):
    ciso = story.ciso
    ciso.go(story.inspection)
    assert ciso.page.get_by_role("button", name="封存查核").count() == 0

    story.site.run("finish", story.inspection.rstrip("/").rpartition("/")[2])
    ciso.page.reload()
    ciso.press("封存查核")

    ciso.sees("已封存，從現在起唯讀。")


def test_officer_makes_the_pack_and_downloads_it(story, pack):
    officer = story.officer
    officer.go(story.inspection)

    officer.press("製作提交包")
    officer.sees("提交包已製作，可以下載。")
    with officer.page.expect_download() as coming:
        officer.page.locator("#documents a", has_text="zip").first.click()

    coming.value.save_as(pack)
    assert coming.value.suggested_filename.endswith(".zip")


def test_pack_is_whole_to_whoever_receives_it(story, pack):
    key = pack.with_name("key.pem")
    key.write_text(story.site.command("ledger", "key"))

    status, said = verify(pack, "--key", str(key))

    assert (status, said.splitlines()[0]) == (0, "✓ 查驗通過：內容與帳本所記相同")
    assert "與您提供的金鑰相符" in said
    assert [name for name in names_of(pack) if name.endswith("fortigate_exposed.conf")]


def test_pack_with_a_byte_changed_in_any_member_is_not_whole(pack):
    wrong = []
    for name in names_of(pack):
        status, said = verify(with_a_bit_flipped(pack, name))
        if status != 1 or f"「{name}」" not in said:
            wrong.append((name, status, said))

    assert wrong == []


def test_pack_with_a_member_added_or_removed_is_not_whole(pack):
    wrong = []
    for change, name in [(with_one_more, "多的.txt"), *((without, n) for n in names_of(pack)[::6])]:
        status, said = verify(change(pack, name))
        if status != 1 or f"「{name}」" not in said:
            wrong.append((change.__name__, name, status, said))

    assert wrong == []


def test_ledger_of_the_whole_story_is_whole(story):
    assert story.site.command("ledger", "verify").startswith("帳本完整：")
