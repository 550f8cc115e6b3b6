"""版本比較: what the page says of two editions, and what can be taken from it."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document as open_word
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import enrolled
from tests.web.rulebooks.importing import DOCUMENT, NEW, OLD, in_force

from chahe.web.accounts.roles import Role
from chahe.web.rulebooks import queries_choosing

pytestmark = pytest.mark.django_db

BEFORE, AFTER = "twse/mechanism@before-2018-11-30", "twse/mechanism@2018-11-30"
URL = "/rulebook/compare/"
PAIR = {"before": BEFORE, "after": AFTER}


@pytest.fixture(autouse=True)
def _static(settings):
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def reader(client):
    client.force_login(enrolled(make_user(Role.SECURITY_OFFICER, make_firm())))
    return client


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def refs(page):
    """Return (reference, kind) of the rules the page lists, in order; headings have no kind."""
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    found = []
    for row in body.split("</tr>")[:-1]:
        head = re.sub(r"<[^>]+>", " ", row.split("</th>")[0]).split()
        found.append((" ".join(head[:-1]), head[-1]) if "comparison-ref" in row else (head[0], ""))
    return found


def tabs(page):
    return dict(re.findall(r'>([^<>]+)<span class="count">(\d+)</span></a>', page))


def test_only_what_changed_is_shown_under_its_headings(reader):
    page = text(reader.get(URL, PAIR))

    assert refs(page)[:9] == [
        ("2", ""), ("2(6)", "新增"), ("3", ""), ("3(1)", "新增"), ("3(1) → 3(2)", "條號變更"),
        ("3(2) → 3(3)", "文字修正"), ("3(3) → 3(4)", "條號變更"), ("3(4) → 3(5)", "條號變更"),
        ("12", "新增"),
    ]  # fmt: skip
    assert len(refs(page)) == 56


def test_kinds_are_counted_and_lead_to_what_they_count(reader):
    page = text(reader.get(URL, PAIR))

    assert tabs(page) == {
        "有變動": "54", "文字修正": "1", "條號變更": "13", "新增": "40", "刪除": "0",
        "未修正": "136", "全部": "190",
    }  # fmt: skip
    for kind, rows in (("reworded", 2), ("renumbered", 14), ("new", 42), ("all", 190)):
        assert len(refs(text(reader.get(URL, {**PAIR, "kind": kind})))) == rows


def test_changed_words_are_marked_on_their_own_side(reader):
    page = text(reader.get(URL, {**PAIR, "kind": "reworded"}))

    before, after = page.split('<td class="comparison-text">')[1:3]
    assert "<del>教育訓練" in before and "<ins>" not in before
    assert "<ins>訓練時數" in after and "<del>" not in after
    assert "修訂說明：" in page
    assert 'href="/rulebook/twse/mechanism/before-2018-11-30/3.2/"' in page
    assert 'href="/rulebook/twse/mechanism/2018-11-30/3.3/"' in page


def test_what_is_gone_is_shown_where_it_stood(reader):
    page = text(reader.get(URL, {"before": AFTER, "after": BEFORE, "kind": "removed"}))

    assert refs(page)[:4] == [("2", ""), ("2(6)", "刪除"), ("3", ""), ("3(1)", "刪除")]
    assert "修訂說明：" not in page


def test_a_kind_that_did_not_happen_says_so(reader):
    page = text(reader.get(URL, {**PAIR, "kind": "removed"}))

    assert "沒有這一種變動" in page
    assert "<tbody>" not in page


def test_an_edition_and_itself_have_nothing_changed(reader):
    page = text(reader.get(URL, {"before": AFTER, "after": AFTER}))

    assert tabs(page)["有變動"] == "0"
    assert tabs(page)["未修正"] == "190"


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"after": AFTER},
        {"before": BEFORE},
        {"before": "no/such@thing", "after": AFTER},
        {"before": BEFORE, "after": "\0", "kind": "<script>"},
    ],
)
def test_what_makes_no_sense_is_as_if_not_said(reader, query):
    page = text(reader.get(URL, query))

    assert page.count(f'<option value="{BEFORE}" selected>') == 1
    assert page.count(f'<option value="{AFTER}" selected>') == 1
    assert tabs(page)["有變動"] == "54"


def test_the_neighbour_stands_in_for_an_edition_that_is_not_there():
    ids = [[edition.id for edition in queries_choosing.chosen(*asked)] for asked in (
        ("", BEFORE), (AFTER, ""), ("tsa/emerging-technology@2026-03-04", ""),
    )]  # fmt: skip

    assert ids == [
        [BEFORE, BEFORE],
        [AFTER, AFTER],
        ["tsa/emerging-technology@2026-03-04"] * 2,
    ]


def test_editions_of_two_documents_are_compared_with_a_warning(reader):
    page = text(reader.get(URL, {"before": "tsa/emerging-technology@2026-03-04", "after": AFTER}))

    assert "不同的法規文件" in page


def test_other_way_round_is_one_click_away(reader):
    page = text(reader.get(URL, PAIR))

    swapped = re.search(r'href="([^"]+)">前後對調', page)[1].replace("&amp;", "&")
    assert tabs(text(reader.get(URL + swapped)))["刪除"] == "40"


def test_what_is_shown_is_exported_as_csv(reader):
    response = reader.get(URL, {**PAIR, "kind": "reworded", "export": "csv"})

    lines = b"".join(response).decode("utf-8-sig").splitlines()
    assert lines[0] == "修正,修訂前條號,修訂前內容,修訂後條號,修訂後內容,相似度,說明"
    assert [line.split(",")[0] for line in lines[1:] if line.startswith("文字")] == ["文字修正"]
    assert "0.61" in lines[-1]


@pytest.mark.parametrize(("kind", "rows"), [("", 57), ("reworded", 57), ("all", 191)])
def test_word_paper_lists_what_changed_or_every_rule(reader, kind, rows):
    response = reader.get(f"{URL}docx/", {**PAIR, "kind": kind})

    word = open_word(BytesIO(response.content))
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    assert len(word.tables[1].rows) == rows
    assert word.paragraphs[1].text == "建立證券商資通安全檢查機制修訂對照表"


@pytest.mark.parametrize("suffix", ["xlsx", "pdf"])
def test_other_papers_are_files_too(reader, suffix):
    response = reader.get(f"{URL}{suffix}/", PAIR)

    assert response.status_code == 200
    assert response.content[:4] in (b"PK\x03\x04", b"%PDF")


def test_a_format_that_is_not_there_is_not_found(reader):
    text(reader.get(f"{URL}exe/"), 404)


def test_imported_editions_are_compared_by_their_official_texts(reader):
    by = make_user(Role.SECURITY_OFFICER, make_firm("7777"))
    in_force(OLD, by=by)
    in_force(NEW, by=by, edition="2024-05-15", base=f"{DOCUMENT}@2024-01-01")

    page = text(
        reader.get(URL, {"before": f"{DOCUMENT}@2024-01-01", "after": f"{DOCUMENT}@2024-05-15"})
    )

    assert "比較的是匯入的官方條文" in page
    assert refs(page) == [
        ("1", ""), ("1(2)", "新增"), ("1(2) → 1(3)", "文字修正"), ("1(3) → 1(4)", "條號變更"),
        ("2", ""), ("2(2)", "刪除"),
    ]  # fmt: skip
    assert "<del>一</del>年" in page and "<ins>三</ins>年" in page


@pytest.mark.parametrize("kind", ["", "reworded", "all"])
def test_page_asks_who_is_asking_what_is_imported_and_two_texts(
    reader, kind, django_assert_num_queries
):
    reader.get(URL, PAIR)

    with django_assert_num_queries(7):
        reader.get(URL, {**PAIR, "kind": kind})


def test_the_pages_of_the_rulebook_lead_here(reader):
    rulebook = text(reader.get(reverse("rulebook")))
    edition = text(reader.get("/rulebook/twse/mechanism/2018-11-30/"))

    assert f'href="{URL}"' in rulebook
    assert (
        f'href="{URL}?before=twse/mechanism%40before-2018-11-30&amp;'
        'after=twse/mechanism%402018-11-30"' in edition
    )


def test_comparison_is_for_those_who_have_signed_in(client):
    for url in (URL, f"{URL}docx/"):
        assert client.get(url)["Location"].startswith(reverse("account_login"))
