from datetime import date, timedelta

import pytest
from django.utils import timezone

from chahe.deadlines import format_roc
from chahe.web.accounts.roles import Role
from chahe.web.evidence.models import Blob, Evidence

from . import samples
from .clients import WORDS, named, signed_in, url
from .test_storage import files

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.evidence.routes")]


def hand_in(client, firm, name="帳號.csv", content=samples.CSV, **words):
    return client.post(
        url("_new", firm), {**WORDS, **words, "file": named(name, content)}, follow=False
    )


def test_hand_in_receives_and_leads_to_the_evidence(owner, firm, settings):
    response = hand_in(owner, firm)

    evidence = Evidence.objects.get()
    assert (response.status_code, response.url) == (302, url("_one", firm, evidence.pk))
    assert (evidence.period_start, evidence.period_end) == (date(2025, 1, 1), date(2025, 2, 1))
    assert (evidence.name, evidence.title, evidence.kind) == (
        "帳號.csv",
        "一月帳號",
        "account_list",
    )
    assert evidence.uploaded_by.username == "control_owner-8888"
    assert files(settings, "incoming") == []


def test_hand_in_form_says_the_limit_and_lists_every_kind(owner, firm):
    page = owner.get(url("_new", firm)).content.decode()

    assert "上限 1.0 GB" in page
    assert '<option value="firewall_config">防火牆設定檔</option>' in page
    assert 'enctype="multipart/form-data"' in page


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"content": b""}, "空檔案"),
        ({"content": samples.PE}, "「帳號.csv」的內容是Windows 執行檔"),
        ({"name": "../../a.pdf"}, "副檔名是 .pdf"),
        ({"name": "a.zip", "content": samples.make_zip({"a": b"\0" * (4 << 20)})}, "壓縮炸彈"),
        ({"content": b"\xff\xfe\xff"}, "UTF-8、UTF-16 或 Big5"),
        ({"kind": "none"}, "有資料需要修正"),
        ({"kind": ""}, "有資料需要修正"),
        ({"where_from": ""}, "有資料需要修正"),
        ({"where_from": "a\0b"}, "有資料需要修正"),
        ({"collected_on": "2025/02/03"}, "請輸入民國年"),
        ({"collected_on": "114/02/30"}, "請輸入正確的民國年月日"),
        ({"period_last": ""}, "請一併填寫迄日"),
        ({"period_start": ""}, "請一併填寫起日"),
        ({"period_last": "113/12/31"}, "迄日不可早於起日"),
        ({"valid_until": "114/02/02"}, "有效日不可早於蒐集日"),
    ],
)
def test_hand_in_refuses_says_why_and_keeps_the_other_fields(owner, firm, settings, sent, why):
    response = hand_in(owner, firm, **sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert why in page
    assert 'value="csvde 10.0"' in page
    assert "<title>錯誤：" in page
    assert Evidence.objects.count() + Blob.objects.count() == 0
    assert files(settings, "") == []


def test_hand_in_refuses_the_future(owner, firm):
    later = timezone.localdate() + timedelta(days=2)

    response = hand_in(owner, firm, collected_on=format_roc(later, "short"), valid_until="")

    assert response.status_code == 422
    assert "蒐集日不可在未來" in response.content.decode()


def test_hand_in_without_a_file_is_refused(owner, firm):
    response = owner.post(url("_new", firm), WORDS)

    assert response.status_code == 422
    assert "請選擇要上傳的檔案" in response.content.decode()


def test_hand_in_of_too_many_bytes_answers_413_and_keeps_the_fields(firm, settings):
    settings.EVIDENCE_MAX_BYTES = 1000
    client = signed_in(Role.CONTROL_OWNER, firm, enforce_csrf_checks=True)
    client.get(url("_new", firm))
    token = client.cookies["csrftoken"].value

    response = client.post(
        url("_new", firm),
        {"csrfmiddlewaretoken": token, **WORDS, "file": named("a.csv", b"a" * 1001)},
    )

    page = response.content.decode()
    assert response.status_code == 413
    assert "檔案超過上限 1000 位元組，沒有存入" in page
    assert 'value="csvde 10.0"' in page
    assert Evidence.objects.count() == 0
    assert files(settings, "") == []


def test_hand_in_takes_formulas_as_text(owner, firm):
    hand_in(owner, firm, content=b"=cmd|' /C calc'!A0,+1\n-1,@a\n")

    assert Evidence.objects.get().blob.media_type == "text/csv"


def test_hand_in_shows_a_name_as_text(owner, firm, settings):
    response = hand_in(owner, firm, name="<img src=x>.csv", content=samples.PE)

    assert "&lt;img" in response.content.decode() or "_img src=x_" in response.content.decode()
    assert "<img src=x>" not in response.content.decode()
