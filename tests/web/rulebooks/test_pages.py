"""法規: what its pages say, and that they ask the database who is asking and what is imported."""

import pytest
from django.urls import reverse
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import enrolled

from chahe.rulebook import load_editions
from chahe.web.accounts.roles import Role

pytestmark = pytest.mark.django_db

OLD, NEW = "/rulebook/twse/mechanism/before-2018-11-30/", "/rulebook/twse/mechanism/2018-11-30/"
TSA = "/rulebook/tsa/emerging-technology/2026-03-04/"


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


def titles(page):
    """Return the references of the rules a tree shows, in order."""
    return [line.split(">")[1].split("<")[0] for line in page.split("\n") if 'scope="row"' in line]


def cells(page, url):
    """Return the row of the first table that leads to an address."""
    table = page.split("<tbody>")[1].split("</tbody>")[0]
    (row,) = [row for row in table.split("<tr>") if f'href="{url}"' in row]
    return row


def test_rulebook_tells_of_each_document_what_holds_today_and_changed_since(reader):
    page = text(reader.get(reverse("rulebook")))

    shown = {each.document: each for each in load_editions()}  # the newest of each
    assert page.split("</table>")[0].count("今日施行</span>") == len(shown)
    for edition in shown.values():
        row = cells(page, f"/rulebook/{edition.document}/{edition.edition}/")
        known = f"{len(edition.notices)} 次未收錄" if edition.notices else "沒有查得"
        assert known in row
        assert ("起日不明版" in row) == (edition.start is None)
        assert f'<td class="number">{len(edition.rules)}</td>' in row
    assert "有文件查得其後的修正，還沒有收錄" in page


def test_rulebook_lays_each_document_out_in_time(reader):
    page = text(reader.get(reverse("rulebook")))

    history = page.split('id="twse/mechanism"')[1]
    told = [line.split("<time")[1].split(">")[1].split("<")[0] for line in history.split("<li")
            if "<time" in line]  # fmt: skip
    assert told == [
        "114年4月11日", "113年11月12日", "113年5月15日", "113年2月5日", "112年12月14日",
        "112年8月23日", "111年12月28日", "111年9月6日", "110年11月18日", "109年2月10日",
        "107年11月30日", "107年11月29日",
    ]  # fmt: skip
    assert "起日不明，到" in history
    assert history.count("未收錄") == 10 and "已被取代" in history
    assert f'href="{NEW}9/">9</a>' in history
    assert f"{NEW}14/" not in history  # what 107 does not have
    assert "before=twse/mechanism%40before-2018-11-30" in history


def test_a_known_change_is_imported_by_those_who_may(reader, client):
    asked = "target=new:twse/mechanism&amp;day=109/02/10"
    assert asked not in text(reader.get(reverse("rulebook")))

    client.force_login(make_user(Role.SUPERVISOR, enrolled=True))

    assert asked in text(client.get(reverse("rulebook")))
    assert asked in text(client.get(NEW))


def test_rulebook_is_for_those_who_have_signed_in(client):
    for url in ("/rulebook/", NEW, f"{NEW}7.1.b.c/"):
        assert client.get(url)["Location"].startswith(reverse("account_login"))


def test_edition_shows_every_rule_once_with_an_anchor(reader):
    edition = next(each for each in load_editions() if each.edition == "2018-11-30")

    page = text(reader.get(NEW))

    for rule in edition.rules:
        assert page.count(f'id="{rule.path}"') == 1
    assert len(titles(page)) == len(edition.rules) - 13
    assert page.count('<details class="card branch" id=') == page.count("open>") == 13
    assert "尚未匯入官方條文" in page


def test_edition_says_who_a_rule_binds_only_where_it_changes(reader):
    page = text(reader.get(f"{NEW}?q=4(2)"))

    assert titles(page) == ["4(2)"]
    assert page.count("適用網際網路下單證券商，不適用語音下單及傳統下單之證券商") == 1
    assert "適用於所有證券商" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=防火牆紀錄", ["7(1)", "7(1)b", "7(1)b(c)"]),
        ("q=７(1)ｂ(c)", ["7(1)", "7(1)b", "7(1)b(c)"]),
        ("q=cc-21100&change=same", []),
        ("q=2(6)&cadence=monthly", []),
        ("q=2(6)&cadence=annual&change=new", ["2(6)"]),
        ("change=reworded", ["3(3)"]),
    ],
)
def test_edition_filters_and_keeps_what_leads_to_a_match(reader, query, found):
    assert titles(text(reader.get(f"{NEW}?{query}"))) == found


def test_edition_that_nothing_matches_says_what_to_do(reader):
    page = text(reader.get(f"{NEW}?q=不會有這個"))

    assert "沒有符合條件的條款" in page
    assert f'href="{NEW}">清除條件' in page


@pytest.mark.parametrize(
    "query", ["cadence=x", "change=<script>", "q=%00%07", "fold=9", "q=" + "9" * 5000, "cadence="]
)
def test_edition_ignores_what_makes_no_sense(reader, query):
    page = text(reader.get(f"{NEW}?{query}"))

    assert "<script>" not in page.replace("<script src", "").split("</head>")[1]


def test_edition_folds_without_a_script(reader):
    page = text(reader.get(f"{NEW}?change=new&fold=1"))

    assert "branch" in page
    assert "open>" not in page
    assert 'href="?change=new">全部展開' in page


def test_edition_of_an_unknown_start_says_so_and_shows_no_changes(reader):
    page = text(reader.get(OLD))

    assert "起日不明" in page
    assert "沒有更早的版本可以比較" in page
    assert "filter-change" not in page


def test_edition_is_exported_as_csv(reader):
    response = reader.get(f"{NEW}?change=reworded&export=csv")

    lines = b"".join(response).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("條號,代碼,查核項目")
    assert [line.split(",")[0] for line in lines[1:]] == ["3(3)"]


def test_edition_gives_htmx_the_tree_alone(reader):
    page = text(reader.get(NEW, {"q": "2(6)"}, headers={"HX-Request": "true"}))

    assert page.lstrip().startswith('<div id="tree"')
    assert "<html" not in page


# session, user, roles, firms, imports; how many texts are bound; of an edition, its files
# of a rule: its text, what the firm stated (for it, for its figures), relations, how many papers
@pytest.mark.parametrize(("url", "queries"), [("/rulebook/", 6), (NEW, 7), (f"{NEW}7.1.b.c/", 10)])
def test_pages_ask_who_is_asking_and_what_is_imported(
    reader, url, queries, django_assert_num_queries
):
    reader.get(url)

    with django_assert_num_queries(queries):
        reader.get(url)


def test_rule_shows_all_that_is_known_of_it(reader):
    page = text(reader.get(f"{NEW}7.1.b.c/"))

    assert "進出防火牆的紀錄與其備份，公司是否都保留滿三年？" in page
    assert "適用網際網路下單證券商，以及使用競價終端設備連結公眾網路之證券商" in page
    assert [word for word in ("取得", "檢查", "抽核", "詢問") if f">{word}</td>" in page] == [
        "取得", "檢查", "抽核", "詢問",
    ]  # fmt: skip
    assert "3 年" in page and "至少保存" in page and "防火牆進出紀錄及其備份" in page
    assert "<li>備份紀錄</li>" in page
    assert "firewall_exposure" in page
    assert "FortiGate 設定備份" in page and "只能找出不符" in page
    assert "尚未匯入官方條文" in page
    assert f'href="{NEW}7.1.b/"' in page
    assert f'href="{NEW}7.1.b.b/" rel="prev"' in page
    assert f'href="{NEW}7.1.b.d/" rel="next"' in page
    assert f'href="{OLD}7.1.b.c/"' in page


def test_rule_says_what_it_rests_on_how_long_to_keep_and_who_acts(reader):
    standard = text(reader.get("/rulebook/twse/control-standard-2018/undated/2.1/"))
    cited = text(reader.get("/rulebook/twse/control-standard-2018/undated/1.1/"))
    kept = text(reader.get(f"{TSA}9.9/"))

    assert "<dt>負責</dt><dd>資安最高主管、董事長、總經理、稽核主管</dd>" in standard
    assert "保存年限" not in standard
    assert f'<a href="{NEW}12.1/">建立證券商資通安全檢查機制 12(1)</a>' in cited
    assert "個人資料使用的軌跡資料、證據及紀錄</strong>　5 年" in kept
    assert "由本系統編訂" in kept and "由本系統編訂" not in text(reader.get(f"{NEW}9.9/"))


def test_edition_of_a_document_without_codes_says_whose_they_are_and_defines_its_terms(reader):
    ours, theirs = text(reader.get(TSA)), text(reader.get(NEW))

    assert "代碼也由本系統編訂" in ours and "名詞定義 8 個" in ours and "雲端服務" in ours
    assert "查得" not in ours.split('id="tree"')[0]
    assert "代碼也由本系統編訂" not in theirs and "名詞定義" not in theirs
    assert "這個版本之後查得 10 次修正" in theirs
    marked = [each.split('"')[0] for each in theirs.split('<details class="card branch" id="')[1:]
              if "其後有修正" in each.split("</summary>")[0]]  # fmt: skip
    assert marked == ["1", "2", "3", "4", "6", "7", "8", "9", "10", "12"]


def test_edition_that_was_replaced_leads_to_the_next(reader):
    assert f'<a href="{NEW}">下一版本</a>' in text(reader.get(OLD))


def test_rule_says_that_its_point_is_known_to_have_changed(reader):
    changed, same = text(reader.get(f"{NEW}9.1/")), text(reader.get(f"{NEW}5.1/"))

    assert "109年2月10日" in changed and f'href="{NEW}#notices"' in changed
    assert "其後有修正" not in same


def test_rule_above_others_lists_them(reader):
    page = text(reader.get(f"{NEW}7.1.b/"))

    assert "以下各條" in page
    assert f'href="{NEW}7.1.b.a/"' in page
    assert f'href="{NEW}7.1.b.c/"' in page
    assert f'<a href="{NEW}7.1.a.a/"' not in page
    assert "自動檢測" not in page


def test_new_rule_says_why_and_names_no_origin(reader):
    page = text(reader.get(f"{NEW}2.6/"))

    assert "內控制度處理準則第 36 條之 2" in page
    assert "前一版本：" not in page
    assert "沒有自動檢測" in page


def test_renumbered_rule_leads_back_and_forth(reader):
    edition = next(each for each in load_editions() if each.id == "twse/mechanism@2018-11-30")
    rule = next(r for r in edition.rules if r.change and r.change.kind == "renumbered")

    assert f'href="{OLD}{rule.change.origin}/"' in text(reader.get(f"{NEW}{rule.path}/"))
    assert f'href="{NEW}{rule.path}/"' in text(reader.get(f"{OLD}{rule.change.origin}/"))


@pytest.mark.parametrize("place", [0, -1])
def test_first_and_last_rule_have_one_neighbour(reader, place):
    edition = next(each for each in load_editions() if each.id == "twse/mechanism@2018-11-30")

    page = text(reader.get(f"{NEW}{edition.rules[place].path}/"))

    assert (page.count('rel="prev"'), page.count('rel="next"')) == ((0, 1), (1, 0))[place]


@pytest.mark.parametrize(
    "url",
    [
        "/rulebook/twse/mechanism/2019-01-01/",
        "/rulebook/twse/nothing/2018-11-30/",
        "/rulebook/tpex/mechanism/2018-11-30/",
        f"{NEW}99/",
        f"{NEW}7.1.b.zz/",
        f"{NEW}%00/",
        f"{NEW}..%2f7/",
        NEW + "9" * 5000 + "/",
    ],
)
def test_what_is_not_there_is_not_found(reader, url):
    text(reader.get(url), 404)


def test_rules_of_every_edition_have_a_page(reader):
    """One of each shape of path and strength in every edition; all of them take a minute."""
    for edition in load_editions():
        shapes = {(rule.path.count("."), rule.leaf, rule.strength): rule for rule in edition.rules}
        for rule in shapes.values():
            url = f"/rulebook/{edition.document}/{edition.edition}/{rule.path}/"
            assert rule.title in text(reader.get(url))
