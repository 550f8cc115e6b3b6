"""搜尋: the page of results, and what is shown while one types."""

import csv

import pytest
from django.urls import reverse
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import enrolled
from tests.web.inspections.story import Story
from tests.web.search.indexing import empty, index

from chahe.web.accounts.roles import Role
from chahe.web.inspections.actions.findings import withdraw_finding
from chahe.web.search.models import IndexedText, Kind

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


@pytest.fixture
def reader(client, books):
    client.force_login(enrolled(make_user(Role.SECURITY_OFFICER, make_firm())))
    return client


@pytest.fixture
def bare(reader, monkeypatch):
    """Somebody before an index that holds only what a test puts there."""
    empty()
    monkeypatch.setattr("chahe.web.search.views.catch_up", lambda: None)
    return reader


def text(response, status=200):
    assert response.status_code == status
    return response.text


def results(client, typed, **more):
    return text(client.get(reverse("search"), {"q": typed, **more}))


def typed(client, words):
    return text(client.get(reverse("search_typed"), {"q": words}, headers=HX))


def test_a_word_finds_rules_of_the_books(reader):
    page = results(reader, "防火牆")

    assert "7(1)b　<mark>防火牆</mark>之安全管理" in page
    assert 'href="/rulebook/twse/mechanism/2018-11-30/7.1.b/"' in page
    assert "107年11月30日版" in page


def test_a_number_is_on_top(reader):
    page = results(reader, "７（１）ｂ（ｃ）")

    first = page[page.index('class="hits"') :].partition("</li>")[0]
    assert "/rulebook/twse/mechanism/2018-11-30/7.1.b.c/" in first


def test_results_are_narrowed_by_kind_document_and_edition(reader):
    both = results(reader, "7(1)b(c)")
    new = results(reader, "7(1)b(c)", edition="twse/mechanism@2018-11-30")
    other = results(reader, "7(1)b(c)", document="tsa/emerging-technology")
    none = results(reader, "7(1)b(c)", kind="finding")

    assert "/before-2018-11-30/" in both
    assert "/mechanism/2018-11-30/" in new and "/before-2018-11-30/" not in new
    assert "沒有符合條件的結果" in other and "沒有符合條件的結果" in none
    assert 'value="twse/mechanism@2018-11-30" selected' in new


def test_results_come_in_pages_that_keep_the_question(bare):
    for number in range(25):
        index("日誌", title=f"第{number}條")

    first, second = results(bare, "日誌"), results(bare, "日誌", page=2)

    assert (first.count("hit-title"), second.count("hit-title")) == (20, 5)
    assert "第 1–20 筆，共 25 筆" in first
    assert 'href="?q=%E6%97%A5%E8%AA%8C&amp;page=2"' in first
    assert '<ol class="hits" start="21">' in second


def test_the_part_is_what_htmx_gets(reader):
    part = text(reader.get(reverse("search"), {"q": "防火牆"}, headers=HX))

    assert part.strip().startswith('<section id="results"')


def test_results_as_a_file(reader):
    response = reader.get(reverse("search"), {"q": "防火牆建置", "export": "csv"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines))
    assert rows[0]["條號或編號"] == "7(1)b(a)"
    assert {row["種類"] for row in rows} == {"條款"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", "要找什麼？"),
        ("   ", "要找什麼？"),
        ('"*%', "沒有可以搜尋的字"),
        ("查無此詞彙", "找不到有這些字"),
        ("防火牆" * 40, "太長"),
    ],
)
def test_a_page_without_results_says_what_to_do(reader, asked, said):
    assert said in results(reader, asked)


def test_one_character_is_found_on_the_page_and_waited_for_while_typing(bare):
    index("密碼")

    assert results(bare, "密").count("hit-title") == 1
    assert "再輸入一個字" in typed(bare, "密")


def test_typing_shows_the_best_and_how_many(bare):
    for number in range(10):
        index("日誌", title=f"第{number}條")

    part = typed(bare, "日誌")

    assert part.count("<li>") == 8
    assert "找到 10 筆，看全部結果" in part
    assert 'href="/search/?q=%E6%97%A5%E8%AA%8C"' in part
    assert '<span id="found-count"' in part


@pytest.mark.parametrize(
    ("words", "said"), [("查無此詞彙", "找不到"), ("**", "只有符號"), ("NEAR(a", "找不到")]
)
def test_typing_what_finds_nothing_says_so(reader, words, said):
    assert said in typed(reader, words)


def test_typing_nothing_shows_nothing(reader):
    part = typed(reader, "")

    assert "<p>" not in part and "<ul>" not in part


def test_without_script_the_bar_goes_to_the_page(reader):
    response = reader.get(reverse("search_typed"), {"q": "日誌"})

    assert (response.status_code, response["Location"]) == (302, "/search/?q=%E6%97%A5%E8%AA%8C")


def test_the_bar_is_on_every_page_of_whoever_has_signed_in(reader, client):
    page = text(reader.get(reverse("rulebook")))
    assert '<form class="finder" method="get" action="/search/"' in page

    client.logout()
    assert "finder" not in text(client.get(reverse("account_login")))


def test_what_was_found_is_escaped(bare):
    index('<script>alert("日誌")</script>', title="<b>日誌</b>")

    for page in (results(bare, "日誌"), typed(bare, "日誌")):
        assert "<script>alert" not in page and "<b>" not in page
        assert "&lt;b&gt;<mark>日誌</mark>&lt;/b&gt;" in page
        assert "&lt;script&gt;alert(&quot;<mark>日誌</mark>" in page
    assert "<b>" not in results(bare, "<b>日誌</b>")


def test_a_question_is_escaped(reader):
    page = results(reader, '"><script>alert(1)</script>')

    assert "<script>alert" not in page


def test_a_withdrawn_finding_says_so(client, books):
    story = Story()
    finding = story.find(story.plan("4").papers.first())
    withdraw_finding(finding=finding, by=story.officer, closing="看錯設備")
    client.force_login(story.ciso)
    page = results(client, "看錯設備")

    assert f'href="/firms/8888/findings/{finding.pk}/"' in page
    assert "已撤回" in page and "示範證券" in page


def test_a_supervisor_narrows_by_firm_and_others_do_not_see_firms(client, books):
    for code, name in (("8888", "甲證券"), ("9999", "乙證券")):
        index(
            "日誌未保存",
            kind=Kind.FINDING,
            firm=make_firm(code, name),
            subject=f"finding:{code}",
        )
    client.force_login(make_user(Role.SUPERVISOR, enrolled=True))

    both, one = results(client, "日誌未保存"), results(client, "日誌未保存", firm="9999")

    assert both.count("hit-title") == 2
    assert one.count("hit-title") == 1 and "乙證券" in one
    client.force_login(make_user(Role.CISO, make_firm("8888"), enrolled=True))
    mine = results(client, "日誌未保存", firm="9999")
    assert "乙證券" not in mine and 'name="firm"' not in mine
    assert mine.count("hit-title") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_results_in_a_fixed_number_of_queries(reader, django_assert_num_queries, count):
    for number in range(count):
        index("獨一無二的詞", subject=f"demo/book@2024-01-01#{number}")
    results(reader, "獨一無二的詞")

    # who asks and what they hold (3), the index (2), firms (2), imports, four kinds, a page
    with django_assert_num_queries(13):
        page = results(reader, "獨一無二的詞")

    assert page.count("hit-title") == count


def test_nothing_typed_costs_no_search(reader, django_assert_num_queries):
    typed(reader, "")

    with django_assert_num_queries(2):  # who asks
        typed(reader, "")


def test_the_first_search_makes_the_index(reader):
    empty()

    results(reader, "防火牆")

    assert IndexedText.objects.filter(kind=Kind.RULE).exists()
