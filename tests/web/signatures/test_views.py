import io

import pytest
from django.test import Client
from django.urls import reverse
from tests.authority import DAY, NOW, issue
from tests.factories import make_user
from tests.web.inspections.story import Story
from tests.web.signatures.conftest import PASSPHRASE

from chahe.web.accounts.roles import Role
from chahe.web.evidence import storage, upload
from chahe.web.inspections.actions import packing
from chahe.web.signatures.actions import Wanted, sign_report
from chahe.web.signatures.actions_stamps import stamp_pending
from chahe.web.signatures.models import SignedReport


def page(name, inspection, *more):
    return reverse(name, args=["8888", inspection.pk, *more])


def file_of(content, name="mine.p12"):
    made = io.BytesIO(content)
    made.name = name
    return made


def said(content, **more):
    words = {"report": "inspection_report", "onto": "", "reason": "核定", "passphrase": PASSPHRASE}
    return {**words, "file": file_of(content), **more}


@pytest.fixture
def ciso(client, story):
    client.force_login(story.ciso)
    return client


@pytest.fixture
def signed(story, sealed, mine):
    wanted = Wanted(sealed, "inspection_report", "核定", story.ciso)
    return sign_report(wanted=wanted, file=mine, passphrase=PASSPHRASE)


def test_a_report_is_signed_in_one_post(ciso, sealed, mine):
    response = ciso.post(page("report_sign", sealed), said(mine), follow=True)

    one = SignedReport.objects.get()
    assert response.redirect_chain == [(page("signed_reports", sealed), 302)]
    assert f"已用「王小明」的憑證簽署「{one.name}」。" in response.text
    assert one.signed_by.username == "ciso-8888"


def test_a_key_never_touches_the_disk(ciso, sealed, mine, monkeypatch):
    def written(*_, **__):
        raise AssertionError("an upload was written down")

    monkeypatch.setattr(upload, "IncomingFile", written)

    response = ciso.post(page("report_sign", sealed), said(mine, passphrase="wrong"))

    assert response.status_code == 422
    assert isinstance(response.wsgi_request.FILES["file"].file, io.BytesIO)


def test_nothing_of_the_key_is_kept(ciso, sealed, mine, settings):
    ciso.post(page("report_sign", sealed), said(mine))

    kept = [path.read_bytes() for path in settings.EVIDENCE_ROOT.rglob("*") if path.is_file()]
    assert [one for one in kept if mine in one or PASSPHRASE.encode() in one] == []


def test_a_forged_post_is_refused(story, sealed, mine):
    client = Client(enforce_csrf_checks=True)
    client.force_login(story.ciso)

    forged = client.post(page("report_sign", sealed), said(mine))
    client.get(page("report_sign", sealed))
    token = client.cookies["csrftoken"].value
    own = client.post(page("report_sign", sealed), said(mine, csrfmiddlewaretoken=token))

    assert (forged.status_code, own.status_code) == (403, 302)
    assert SignedReport.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "more", "message"),
    [
        (None, {"passphrase": "wrong"}, "密碼不對，或憑證檔已損壞"),
        (b"hello", {}, "不是 PKCS#12 憑證檔"),
        (bytes(100_000), {}, "檔案超過 64 KB"),
        (None, {"file": ""}, "請選擇憑證檔"),
        (None, {"report": "none"}, "「none」"),
        (None, {"onto": "99"}, "「99」"),
        (None, {"reason": ""}, "必須"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_signed(ciso, sealed, mine, content, more, message):
    given = said(mine if content is None else content, **more)

    response = ciso.post(page("report_sign", sealed), given)

    assert response.status_code == 422
    assert message.strip("「」") in response.text
    assert PASSPHRASE not in response.text
    assert SignedReport.objects.count() == 0


def test_an_expired_certificate_is_said_beside_the_file(ciso, sealed):
    expired = issue("過期", begins=NOW - 9 * DAY, ends=NOW - 2 * DAY).pkcs12(PASSPHRASE)

    response = ciso.post(page("report_sign", sealed), said(expired))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["file"]
    assert "請換發後再簽" in response.text


def test_an_open_inspection_says_why_it_waits(ciso, story):
    inspection = story.plan()

    response = ciso.get(page("report_sign", inspection), follow=True)

    assert response.redirect_chain == [(page("signed_reports", inspection), 302)]
    assert "還有 2 份底稿沒有核定；全部核定之後才能簽署報告。" in response.text


def test_a_service_that_is_down_is_told(ciso, sealed, mine, service):
    service.status = 503

    response = ciso.post(page("report_sign", sealed), said(mine), follow=True)

    assert "時戳服務沒有回應，這次的簽章不含時戳" in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_signed_reports_in_a_fixed_number_of_queries(
    ciso, story, sealed, mine, django_assert_num_queries, count
):
    for _ in range(count):
        wanted = Wanted(sealed, "inspection_report", "核定", story.ciso)
        sign_report(wanted=wanted, file=mine, passphrase=PASSPHRASE)
        packing.make_pack(inspection=sealed, by=story.officer)
    ciso.get(page("signed_reports", sealed))

    with django_assert_num_queries(11):
        response = ciso.get(page("signed_reports", sealed))

    assert response.text.count("王小明") == count
    assert response.text.count("提交包　") == count


def test_an_empty_list_says_what_to_do_next(ciso, sealed):
    text = ciso.get(page("signed_reports", sealed)).text

    assert "尚無簽署的報告" in text
    assert page("report_sign", sealed) in text


def test_the_list_filters_and_exports(ciso, sealed, signed):
    none = ciso.get(page("signed_reports", sealed), {"stamped": "yes"}).text
    exported = ciso.get(page("signed_reports", sealed), {"export": "csv"})

    assert "王小明" not in none
    assert signed.fingerprint in b"".join(exported.streaming_content).decode()


def test_a_signed_report_is_handed_over_whole(ciso, sealed, signed):
    response = ciso.get(page("signed_report", sealed, signed.pk))

    content = b"".join(response.streaming_content)
    assert content == storage.path_of(signed.blob_id).read_bytes()
    assert response["Content-Length"] == str(len(content))
    assert response["Content-Type"] == "application/pdf"


def test_a_signed_report_that_was_altered_is_not(ciso, sealed, signed):
    path = storage.path_of(signed.blob_id)
    path.chmod(0o600)
    path.write_bytes(b"x" * path.stat().st_size)

    response = ciso.get(page("signed_report", sealed, signed.pk), follow=True)

    assert "遺失或已遭變動；請通知系統管理者自備份還原。" in response.text


def test_a_signed_report_of_another_inspection_is_not_there(ciso, story, signed):
    other = story.plan("4")

    assert ciso.get(page("signed_report", other, signed.pk)).status_code == 404


def test_the_page_says_how_each_stamp_stands(ciso, story, sealed, service):
    packing.make_pack(inspection=sealed, by=story.officer)
    service.status = 503
    stamp_pending()
    waiting = ciso.get(page("signed_reports", sealed)).text
    service.status = 200
    stamp_pending()
    here = ciso.get(page("signed_reports", sealed)).text

    assert waiting.count("時戳待取得") == 2
    assert here.count("測試時戳服務") == 2


def test_without_a_service_the_page_says_so(ciso, sealed):
    text = ciso.get(page("signed_reports", sealed)).text

    assert "未設定時戳服務" in text
    assert "CHAHE_TSA_URL" in text


def test_the_stamp_of_a_pack_is_downloaded(ciso, story, sealed, service):
    pack = packing.make_pack(inspection=sealed, by=story.officer)
    url = reverse("pack_stamp", args=["8888", pack.pk])
    before = ciso.get(url, follow=True)
    stamp_pending()

    after = ciso.get(url)

    assert before.redirect_chain == [(page("signed_reports", sealed), 302)]
    assert "這個提交包還沒有時戳，取得之後再下載。" in before.text
    assert after["Content-Type"] == "application/timestamp-reply"
    assert after.content[:1] == b"\x30"


@pytest.mark.parametrize(
    ("role", "status"), [(Role.SIGNATORY, 200), (Role.CONTROL_OWNER, 403), (Role.SUPERVISOR, 200)]
)
def test_who_may_sign(client, story, sealed, role, status):
    firm = None if role is Role.SUPERVISOR else story.firm
    client.force_login(make_user(role, firm, username="someone", enrolled=True))

    assert client.get(page("report_sign", sealed)).status_code == status


def test_another_firm_sees_nothing(client, sealed, signed):
    client.force_login(Story("9999").ciso)

    urls = [page("signed_reports", sealed), page("signed_report", sealed, signed.pk)]
    assert [client.get(url).status_code for url in urls] == [404, 404]
