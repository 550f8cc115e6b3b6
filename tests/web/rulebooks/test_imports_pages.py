"""匯入官方文件: its pages, who may see them, and the whole story by its forms alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import enrolled
from tests.web.rulebooks.importing import DOCUMENT, FIRST, NEW, OLD, SECOND, bring, in_force

from chahe.web.accounts.roles import Role
from chahe.web.rulebooks.models import ImportedEdition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _static(settings):
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def supervisor():
    return enrolled(make_user(Role.SUPERVISOR))


@pytest.fixture
def client(client, supervisor):
    client.force_login(supervisor)
    return client


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def upload(client, content=OLD, file_name="機房.txt", **said):
    words = {"target": "new:", "name": DOCUMENT, "day": "113/01/01", "base": "auto", **said}
    words["file"] = SimpleUploadedFile(
        file_name, content.encode() if isinstance(content, str) else content
    )
    return client.post(reverse("import_new"), words)


def test_the_whole_story_by_forms(client):
    response = upload(client)
    first = ImportedEdition.objects.get()
    assert response["Location"] == first.get_absolute_url()
    page = text(client.get(first.get_absolute_url()))
    assert "還有 7 條待決定" in page
    assert reverse("import_confirm", args=[first.pk]) not in page

    accept = reverse("import_accept", args=[first.pk])
    client.post(accept, {"kind": "new", "at_least": "0"})
    page = text(client.get(first.get_absolute_url()))
    assert "都決定好了" in page
    client.post(reverse("import_confirm", args=[first.pk]))
    upload(client, NEW, day="113/05/15", target=f"new:{DOCUMENT}", name="")
    second = ImportedEdition.objects.exclude(pk=first.pk).get()
    for rule in second.rules.filter(decision="pending"):
        form = client.get(rule.get_absolute_url()).context["form"]
        answer = client.post(rule.get_absolute_url(), form.initial)
        assert answer.status_code == 302
    client.post(reverse("import_confirm", args=[second.pk]))

    rule = text(client.get(f"/rulebook/{DOCUMENT}/{SECOND}/1.3/"))
    assert "進出機房應登記姓名、時間與事由，紀錄保存三年。" in rule
    assert "機房.txt" in rule
    assert f'href="/rulebook/{DOCUMENT}/{FIRST}/1.2/"' in rule
    edition = text(client.get(f"/rulebook/{DOCUMENT}/{SECOND}/"))
    assert "官方條文已匯入 7／7 條，出自「機房.txt」" in edition
    assert "尚未匯入官方條文" not in edition
    old = text(client.get(f"/rulebook/{DOCUMENT}/{FIRST}/1.2/"))
    assert f'href="/rulebook/{DOCUMENT}/{SECOND}/1.3/"' in old


def test_a_link_to_the_form_fills_it_in(client):
    asked = {"target": "new:twse/mechanism", "day": "113/05/15"}

    page = text(client.get(reverse("import_new"), asked))

    assert '<option value="new:twse/mechanism" selected>' in page
    assert 'value="113/05/15"' in page


def test_an_edited_rule_is_kept_as_it_was_edited(client, supervisor):
    imported = bring(by=supervisor)
    rule = imported.rules.get(path="2.1")
    form = client.get(rule.get_absolute_url()).context["form"]

    client.post(
        rule.get_absolute_url(),
        {**form.initial, "question": "有保管人嗎？", "cadence": ["monthly"], "inspected": "on"},
    )

    rule.refresh_from_db()
    assert (rule.question, rule.cadence, rule.decision) == ("有保管人嗎？", ["monthly"], "changed")


def test_a_rule_is_accepted_as_proposed_by_one_button(client, supervisor):
    imported = bring(by=supervisor)
    rule = imported.rules.get(path="2.1")

    response = client.post(rule.get_absolute_url(), {"as_proposed": "1"})

    rule.refresh_from_db()
    assert rule.decision == "accepted"
    assert response["Location"] == imported.rules.get(path="2.2").get_absolute_url()


def test_what_is_accepted_as_proposed_is_not_called_changed(client, supervisor):
    imported = bring(by=supervisor)
    rule = imported.rules.get(path="2.1")
    form = client.get(rule.get_absolute_url()).context["form"]

    client.post(rule.get_absolute_url(), form.initial)

    rule.refresh_from_db()
    assert rule.decision == "accepted"


def test_a_reworded_rule_shows_what_changed_and_asks_for_a_look(client, supervisor):
    in_force(by=supervisor)
    second = bring(NEW, edition=SECOND, by=supervisor)

    page = text(client.get(second.rules.get(path="1.3").get_absolute_url()))

    assert "<del>一</del>" in page and "<ins>三</ins>" in page
    assert "請確認題目仍然適用" in page
    listed = text(client.get(second.get_absolute_url(), {"kind": "renumbered"}))
    assert '<span class="badge tone-neutral">條號變更</span>' in listed


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"day": ""}, "請填寫新版本的施行日"),
        ({"day": "2024/01/01"}, "不是西元年"),
        ({"name": ""}, "請填寫新文件的代號"),
        ({"name": "機房"}, "機關/文件"),
        ({"content": b""}, "檔案是空的"),
        ({"content": b"\x00\x01\x02" * 50, "file_name": "x.bin"}, "文字"),
        ({"label": "修訂後"}, "沒有唯一的欄位"),
    ],
)
def test_a_form_that_cannot_be_imported_says_why(client, said, why):
    said = {**said}
    content = said.pop("content", OLD)

    page = text(upload(client, content, **said), 422)

    assert why in page
    assert not ImportedEdition.objects.exists()


def test_a_file_that_is_too_big_is_not_read(client, monkeypatch):
    monkeypatch.setattr("chahe.web.rulebooks.forms_imports.MOST_BYTES", 10)

    assert "檔案超過上限" in text(upload(client), 422)


def test_a_name_is_cleaned_and_a_file_comes_back_as_it_was(client):
    upload(client, file_name="../機房\u202e.txt")
    imported = ImportedEdition.objects.get()

    response = client.get(reverse("import_file", args=[imported.pk]))

    assert imported.file.name == "機房.txt"
    assert response.content == OLD.encode()
    assert response["Content-Disposition"].startswith("attachment")


def test_text_of_a_file_is_shown_and_never_run(client):
    upload(client, OLD + "3. <script>alert(1)</script>（CC-1，年度查核）\n")

    page = text(client.get(ImportedEdition.objects.get().get_absolute_url()))

    assert "<script>alert" not in page


def test_withdrawing_needs_a_reason(client, supervisor):
    imported = bring(by=supervisor)
    url = reverse("import_withdraw", args=[imported.pk])

    assert client.post(url, {}).status_code == 422
    client.post(url, {"reason": "日期填錯"})

    imported.refresh_from_db()
    assert (imported.state, imported.withdrawn_by) == ("withdrawn", supervisor)
    assert "日期填錯" in text(client.get(imported.get_absolute_url()))


def test_a_proposal_is_not_found_under_another_import(client, supervisor):
    first = in_force(by=supervisor)
    second = bring(NEW, edition=SECOND, by=supervisor)
    rule = first.rules.first()

    url = reverse("import_rule", args=[second.pk, rule.pk])

    assert client.get(url).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_fixed_number_of_queries(
    client, supervisor, count, django_assert_num_queries
):
    for month in range(1, count + 1):
        bring(edition=f"2024-0{month}-01", base="", by=supervisor)
    client.get(reverse("imports"))

    with django_assert_num_queries(6):  # session, user, roles, count, page, firms
        page = text(client.get(reverse("imports")))

    assert page.count("待確認</") == count + 1  # and the filter's


@pytest.mark.parametrize("count", [1, 3])
def test_an_import_asks_a_fixed_number_of_queries(
    client, supervisor, count, django_assert_num_queries
):
    lines = "".join(f"({n}) 第{'一二三'[n - 1]}項要求。\n" for n in range(1, count + 1))
    imported = bring(f"1. 門禁管理（CC-16000，年度查核）\n{lines}", by=supervisor)
    client.get(imported.get_absolute_url())

    # session, user, roles, import, numbers, editions, kinds, count, page, firms
    with django_assert_num_queries(10):
        page = text(client.get(imported.get_absolute_url()))

    assert page.count('<th scope="row"') == count + 1


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_of_many_firms_only_those_who_serve_the_market_import(client, role):
    firm = make_firm()
    make_firm("9999", "他家證券")
    market = role in (Role.SUPERVISOR, Role.ADMINISTRATOR)
    user = enrolled(make_user(role, None if market else firm, username="somebody"))
    client.force_login(user)

    assert client.get(reverse("imports")).status_code == (200 if market else 403)
    assert ("匯入官方文件" in text(client.get(reverse("rulebook")))) is market


def test_where_there_is_one_firm_its_ciso_imports_too(client):
    firm = make_firm()
    client.force_login(enrolled(make_user(Role.CISO, firm)))

    assert client.get(reverse("imports")).status_code == 200
    make_firm("9999", "他家證券")
    assert client.get(reverse("imports")).status_code == 403


def test_lists_are_exported(client, supervisor):
    imported = bring(by=supervisor)

    for url in (reverse("imports"), imported.get_absolute_url()):
        response = client.get(url, {"export": "csv"})
        lines = b"".join(response).decode("utf-8-sig").splitlines()
        assert len(lines) > 1
