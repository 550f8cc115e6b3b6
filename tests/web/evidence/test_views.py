from datetime import date

import pytest

from chahe.web.evidence import actions
from chahe.web.journal.models import Entry

from . import samples
from .clients import url
from .test_storage import damage

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.evidence.routes")]


def test_list_filters_searches_and_sorts(owner, firm, receive):
    receive(name="甲.csv", kind="account_list", period=(date(2025, 1, 1), date(2025, 2, 1)))
    receive(b"b", name="乙.csv", kind="contract", title="委外契約")
    receive(
        b"c",
        name="丙.csv",
        kind="contract",
        collected_on=date(2020, 1, 1),
        valid_until=date(2020, 2, 1),
    )

    def names(**query):
        return [row.name for row in owner.get(url("", firm), query).context["listing"]]

    assert names() == ["丙.csv", "乙.csv", "甲.csv"]
    assert names(kind="contract") == ["丙.csv", "乙.csv"]
    assert names(q="委外") == ["乙.csv"]
    assert names(year="2025") == ["甲.csv"]
    assert names(state="unusable") == ["丙.csv"]
    assert names(state="usable", sort="name") == ["乙.csv", "甲.csv"]
    assert names(kind="' OR 1=1", sort="x", page="-1") == ["丙.csv", "乙.csv", "甲.csv"]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_a_fixed_number_of_queries(
    owner, firm, receive, rows, django_assert_num_queries
):
    for n in range(rows):
        receive(content=f"row {n}".encode())
    owner.get(url("", firm))

    with django_assert_num_queries(7):  # session, user, firm, roles, firms, count, page
        assert len(owner.get(url("", firm)).context["listing"].page) == rows


@pytest.mark.parametrize("links", [1, 3])
def test_evidence_costs_a_fixed_number_of_queries(
    owner, firm, receive, links, django_assert_num_queries
):
    evidence = receive()
    for _ in range(links):
        actions.verify(evidence, by=evidence.uploaded_by)
    owner.get(url("_one", firm, evidence.pk))

    with django_assert_num_queries(8):  # session, user, firm, roles, firms, evidence, custody, uses
        owner.get(url("_one", firm, evidence.pk))


def test_list_when_empty_says_what_to_do(owner, firm):
    page = owner.get(url("", firm)).content.decode()

    assert "尚無佐證" in page
    assert url("_new", firm) in page


def test_list_exports_csv_that_no_spreadsheet_runs(owner, firm, receive):
    evidence = receive(title="=1+1", period=(date(2025, 1, 1), date(2025, 2, 1)))

    response = owner.get(url("", firm), {"export": "csv"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "檔名,說明,種類,涵蓋期間,蒐集日,上傳時間,有效至,上傳者,大小,狀態,SHA-256"
    assert lines[1].startswith("帳號.csv,'=1+1,政策、規範或管理辦法,114/01/01–114/01/31,114/03/01,")
    assert lines[1].endswith(f",可採用,{evidence.digest}")


def test_list_part_for_htmx(owner, firm, receive):
    receive()

    page = owner.get(url("", firm), headers={"HX-Request": "true"}).content.decode()

    assert "帳號.csv" in page
    assert "<html" not in page


def test_evidence_shows_its_times_digest_and_custody(owner, firm, receive):
    evidence = receive(
        period=(date(2025, 1, 1), date(2025, 2, 1)), valid_until=date(2099, 1, 1), tool="csvde 10.0"
    )

    page = owner.get(url("_one", firm, evidence.pk)).content.decode()

    for shown in ("114年1月1日", "114年1月31日", "114年3月1日", "188年1月1日", "csvde 10.0"):
        assert shown in page
    assert evidence.digest in page
    assert "尚未被任何工作底稿引用" in page
    assert "撤回這件佐證" not in page


def test_file_is_handed_over_as_an_attachment_and_noted(owner, firm, receive):
    evidence = receive(name="報告 一月.csv")

    response = owner.get(url("_file", firm, evidence.pk))

    assert b"".join(response.streaming_content) == samples.CSV
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E5%A0%B1%E5%91%8A%20%E4%B8%80%E6%9C%88.csv"
    )
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Length"] == str(len(samples.CSV))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert [link.act for link in evidence.custody.all()] == ["uploaded", "downloaded"]
    assert Entry.objects.first().act == "evidence.downloaded"
    response.close()


def test_file_that_is_damaged_is_not_handed_over(owner, firm, receive):
    evidence = receive()
    damage(evidence.digest)

    response = owner.get(url("_file", firm, evidence.pk))

    assert response.status_code == 409
    assert "遺失或已遭變動" in response.content.decode()


@pytest.mark.parametrize(("harm", "said"), [(None, "檔案與上傳時相同"), (damage, "遺失或已遭變動")])
def test_verify_says_what_it_found(owner, firm, receive, harm, said):
    evidence = receive()
    if harm:
        harm(evidence.digest)

    page = owner.post(url("_verify", firm, evidence.pk), follow=True).content.decode()

    assert said in page


def test_withdraw_keeps_the_evidence_and_says_why(ciso, firm, receive):
    evidence = receive()
    assert "撤回這件佐證" in ciso.get(url("_one", firm, evidence.pk)).content.decode()

    page = ciso.post(
        url("_withdraw", firm, evidence.pk), {"reason": "匯出範圍錯誤"}, follow=True
    ).content.decode()

    assert "已撤回：匯出範圍錯誤" in page
    assert "撤回這件佐證" not in page


def test_withdraw_without_a_reason_or_twice_is_refused(ciso, firm, receive):
    evidence = receive()
    where = url("_withdraw", firm, evidence.pk)

    assert ciso.post(where, {"reason": " "}).status_code == 422
    assert ciso.post(where, {"reason": "誤傳"}).status_code == 302
    assert ciso.post(where, {"reason": "誤傳"}).status_code == 422
