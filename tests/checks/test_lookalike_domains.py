"""Each technique of look-alike domains, and the names that must be left alone."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chahe.checks import Result, load_checks
from chahe.checks._algorithms.lookalike.brands import MOST, Brands
from chahe.checks._algorithms.lookalike.match import CONTAINS, match
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
SEEN = date(2026, 11, 20)


def brand(name: str, *domains: str, keywords: tuple[str, ...] = (), **said: Any) -> Row:
    return {
        "name": name, "domains": domains, "keywords": keywords, "app": "", "handled": (), "line": 2,
        **said,
    }  # fmt: skip


BRANDS = [
    brand("元大證券", "yuanta.com.tw", "yuanta.com", app="元大點睛"),
    brand("凱基證券", "www.kgi.com.tw"),
    brand("富邦證券", "fubon.com"),
    brand("兆豐證券", "emega.com.tw", keywords=("megasec", "證券")),
    brand("元富證券", "masterlink.com.tw"),
]


def run(
    *shown: str,
    seen: date | None = SEEN,
    brands: list[Row] | None = None,
    gaps: tuple[str, ...] = (),
    **parameters: int,
) -> Result:
    rows: tuple[Row, ...] = tuple(
        {"domain": registered(name), "unicode": name, "seen": seen, "line": line}
        for line, name in enumerate(shown, start=1)
    )
    tables = {
        "domains": (Table("domains", rows, "new.txt", "domain_list", gaps),),
        "brands": (Table("brands", tuple(brands or BRANDS), "brands.csv", "brand_list"),),
    }
    return load_checks()["lookalike_domains"].run(tables, on=ON, parameters=parameters)


def registered(name: str) -> str:
    return ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode()
        for label in name.split(".")
    )


@pytest.mark.parametrize(
    ("name", "kind", "of"),
    [
        ("yunta.com", "typo", "元大證券"),
        ("yuuanta.com", "typo", "元大證券"),
        ("yuatna.com", "typo", "元大證券"),
        ("yuamta.com", "typo", "元大證券"),
        ("yuonta.com", "typo", "元大證券"),
        ("yuantaq.com", "typo", "元大證券"),
        ("omega.com", "typo", "兆豐證券"),
        ("yunta-login.com", "typo", "元大證券"),
        ("loginyunta.com", "typo", "元大證券"),
        ("yunta-gift.com", "typo", "元大證券"),
        ("msaterlikn.com", "typo", "元富證券"),
        ("mastrlimk-login.com", "typo", "元富證券"),
        ("fbon-login.com", "typo", "富邦證券"),
        ("yuant4.com", "homoglyph", "元大證券"),
        ("ernega.com", "homoglyph", "兆豐證券"),
        ("yuanta-1ogin.yuant4-otp.com", "homoglyph", "元大證券"),
        ("kg1-login.com", "homoglyph", "凱基證券"),
        ("kglsec.com", "homoglyph", "凱基證券"),
        ("yu\u0430nta.com", "homoglyph", "元大證券"),
        ("y\u03c5\u00e1nta-login.com", "homoglyph", "元大證券"),
        ("\u043agi.com", "homoglyph", "凱基證券"),
        ("yuan-ta.com", "hyphenation", "元大證券"),
        ("mega-sec.com", "hyphenation", "兆豐證券"),
        ("yuanta-securelogin88.com", "combination", "元大證券"),
        ("twyuanta.com", "combination", "元大證券"),
        ("yuanta-com-tw.top", "combination", "元大證券"),
        ("yuanta證券.tw", "combination", "元大證券"),
        ("kgi-trade.com", "combination", "凱基證券"),
        ("kgisec.com", "combination", "凱基證券"),
        ("yuantagifts.com", "combination", "元大證券"),
        ("yuanta-xyz.com", "combination", "元大證券"),
        ("abc-yuanta-login88.com", "combination", "元大證券"),
        ("yu\u0430nta-xyz.com", "homoglyph", "元大證券"),
        ("yuanta.top", "tld_swap", "元大證券"),
        ("www.yuanta.com.hk", "tld_swap", "元大證券"),
        ("kgi.tw", "tld_swap", "凱基證券"),
        ("yuanta.com.tw.flowers.top", "subdomain", "元大證券"),
        ("www.kgi.com.tw.flowers.top", "subdomain", "凱基證券"),
        ("yuanta.flowers.top", "subdomain", "元大證券"),
        ("yuan.ta-login.com", "subdomain", "元大證券"),
        ("元大證券.com", "chinese_name", "元大證券"),
        ("我愛元大证券.com", "chinese_name", "元大證券"),
        ("元大登入.com", "chinese_name", "元大證券"),
        ("元大點睛.app", "chinese_name", "元大證券"),
    ],
)
def test_each_technique(name: str, kind: str, of: str) -> None:
    result = run("example.com", name)

    assert [(row["kind"], row["brand"]) for row in result.rows] == [(kind, of)]
    assert result.verdict is Verdict.NONCONFORMING


@pytest.mark.parametrize(
    "name",
    [
        # its own, and what is under them
        "yuanta.com.tw", "login.yuanta.com.tw", "www.kgi.com.tw", "kgi.com.tw", "m.fubon.com",
        # words that are near, or hold a short brand by chance
        "futon.com", "yuan.com", "taiyuan.tw", "santa.com", "kgiants.com", "kgi.com", "kgi-art.com",
        "pkgi.net", "fubo.com", "mega.com", "fbon.com", "yuntaflowers.com",
        "akgilogin.com", "gkilogin.com", "login.com", "secure-trade.tw", "com.tw",
        # a suffix that completes a brand
        "yuan.ta", "my.fubo.net",
        # other languages
        "caf\u00e9.com", "\u043c\u043e\u0441\u043a\u0432\u0430.com", "台灣美食.com", "證券登入.tw",
        "紀元大樓.tw", "東京\u30bf\u30ef\u30fc.jp",
        # two slips
        "yunto.com", "yntaa.com",
        # three in a long brand, or two glued to a word
        "msaterlinnkk.com", "msaterliknlogin.com",
    ],
)  # fmt: skip
def test_names_left_alone(name: str) -> None:
    result = run(name)

    assert (result.verdict, result.population) == (Verdict.CONFORMING, 1)
    assert {row["kind"] for row in result.rows} <= {CONTAINS}


def test_exception_row_names_the_domain_and_where_it_is() -> None:
    result = run("example.com", "yu\u0430nta.com")

    assert result.reason == "2 個網域中有 1 個疑似仿冒（元大證券 1 個）"
    assert result.rows == (
        {
            "name": "xn--yunta-5ve.com",
            "shown": "yu\u0430nta.com",
            "brand": "元大證券",
            "source": "new.txt",
            "line": 2,
            "kind": "homoglyph",
            "why": "「yu\u0430nta.com」疑似仿冒「元大證券」的「yuanta」：以其他文字的形似字母拼成，"
            "請查證，必要時通報下架並提醒客戶",
        },
    )


def test_a_brand_among_other_words_is_for_people_to_look_at() -> None:
    names = ("yuantaflowers.com", "元大花店.com", "kgi-art.com", "yuantaxyz.com")

    result = run(*names, "example.com")

    assert result.verdict is Verdict.CONFORMING
    assert {row["shown"]: row["kind"] for row in result.rows} == dict.fromkeys(names, CONTAINS)
    assert result.reason == (
        "共 5 個網域，未發現尚未處理的近似網域；另有 4 個含品牌字樣，請人工檢視；其他來源仍應偵測"
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("yuanta-flowers.com", "combination"),  # six letters, a word of its own
        ("ab-yuanta-cd.com", "combination"),
        ("masterlinkflowers.com", "combination"),  # long enough to be nobody else's
        ("yuantaiflowers.com", CONTAINS),
        ("grand-capital-hotel.com", CONTAINS),  # an everyday word
        ("afc-capital.com", CONTAINS),
        ("capital-login.com", "combination"),
    ],
)
def test_a_brand_that_is_nobody_elses_word_is_told_among_others(name: str, kind: str) -> None:
    capital = brand("群益證券", "capital.com.tw")

    (row,) = run(name, brands=[*BRANDS, capital]).rows

    assert (row["name"], row["kind"]) == (name, kind)


@pytest.mark.parametrize(
    ("own", "name"),
    [
        # of those that people make
        ("sinotrade", "sinottrase.com"),
        # of any kind, in ten letters; with a finance word, a hyphen, other letters, a pair
        ("kuohuasecure", "kqohuasezure.com"), ("kuohuasecure", "kuohaasecxure-login.com"),
        ("kuohuasecure", "kuo-huaxecurre.net"), ("kuohuasecure", "kuohua\u0455exqre.com"),
        ("kuohuasecure", "login.kuohuaxecurre.net"), ("morgankuohi", "rnorqankvohi.com"),
        # three, in thirteen
        ("weiliangtouzi", "we1lianqtuzi.com"), ("weiliangtouzi", "vveilangt0uzy.top"),
        # letters swapped where two of the parts meet that are looked for first
        ("sinotrades", "siontrazes.com"),
        # a pair of letters where a hyphen was
        ("nanshanlife", "login-nanshenlifxe.com"), ("lianghuasec", "sec-lianghxuesec.com"),
        # a pair that looks like a letter in the brand itself
        ("morganclina", "morgandina.com"), ("morganclina", "morgandina-login.com"),
        # one letter or two glued to seven
        ("taishin", "taishinqz.com"), ("taishin", "xtaishin-login.com"),
    ],
)  # fmt: skip
def test_slips_that_a_long_brand_bears(own: str, name: str) -> None:
    result = run("example.com", name, brands=[brand("國華證券", f"{own}.com.tw")])

    assert [row["name"] for row in result.rows] == [registered(name)]
    assert result.verdict is Verdict.NONCONFORMING


@pytest.mark.parametrize(
    ("own", "name"),
    [
        ("sinotrade", "sinxtraqe.com"), ("sinotrade", "casinoprice.com"),
        ("kuohuasecure", "kqohuxsezure.com"), ("kuohuasecure", "kuohuasezurrflowers.com"),
        ("weiliangtouzi", "weiliangxxxxzi.com"), ("masterlink", "waterlink.com"),
        ("unitedtrustonline", "unitedsustonline.com"), ("taishin", "taishintea.com"),
        ("taishin", "xtaishinz-flowers.com"),
        # letters of the trade are every firm's
        ("kgifutures", "gofutures.com"), ("kgifutures", "kfutures.com"),
        ("ibfsecurities", "securities.com"), ("ibfsecurities", "absecurities.com"),
        ("fubonsecurities", "unionsecurities.com"),
    ],
)  # fmt: skip
def test_slips_that_it_does_not_bear(own: str, name: str) -> None:
    result = run(name, brands=[brand("國華證券", f"{own}.com.tw")])

    assert [row for row in result.rows if row["kind"] != CONTAINS] == []


def test_a_look_alike_that_was_dealt_with_is_counted_and_is_no_exception() -> None:
    handled = [brand("元大證券", "yuanta.com.tw", handled=("yuanta.top",))]

    one, both = run("yuanta.top", brands=handled), run("yuanta.top", "yunta.com", brands=handled)

    assert (one.verdict, one.rows) == (Verdict.CONFORMING, ())
    assert "另有 1 個已處理" in one.reason
    assert [row["name"] for row in both.rows] == ["yunta.com"]
    assert both.reason == "2 個網域中有 1 個疑似仿冒（元大證券 1 個）；另有 1 個已處理"


def test_tai_is_written_in_two_ways() -> None:
    result = run("臺新證券.tw", "台銀登入.com", brands=[brand("台新、臺銀證券", "example.com")])

    assert [(row["kind"], row["shown"]) for row in result.rows] == [
        ("chinese_name", "臺新證券.tw"),
        ("chinese_name", "台銀登入.com"),
    ]


@pytest.mark.parametrize("name", ["yuanta.top", "www.yuanta.top"])
def test_www_is_the_name_that_was_dealt_with(name: str) -> None:
    handled = [
        brand("元大證券", "yuanta.com.tw", handled=(of,)) for of in ("yuanta.top", "www.yuanta.top")
    ]

    assert [run(name, brands=[each]).rows for each in handled] == [(), ()]
    assert run(f"m.{name}", brands=handled).rows


def test_a_name_listed_twice_is_one() -> None:
    assert len(run("yuanta.top", "yuanta.top").rows) == 1


def test_names_far_down_a_long_list_are_found_at_their_line() -> None:
    names = [f"example{n}.com" for n in range(3_000)]
    names[1_023], names[1_024], names[2_999] = "yuanta.top", "yunta.com", "kgi-otp.com"

    assert [row["line"] for row in run(*names).rows] == [1_024, 1_025, 3_000]


@pytest.mark.parametrize(
    ("seen", "parameters", "reason"),
    [
        (None, {}, "網域清單沒有任何日期"),
        (date(2026, 11, 22), {}, "網域清單有檢測日之後的日期（115年11月22日）"),
        (date(2026, 10, 20), {}, "網域清單最新日期為 115年10月20日，距檢測日超過 31 日"),
        (date(2026, 11, 13), {"list_days": 7}, "網域清單最新日期為 115年11月13日，距檢測日超過 7"),
    ],
)
@pytest.mark.parametrize("name", ["example.com", "yuanta.top"])
def test_lists_that_say_nothing_of_the_day(
    name: str, seen: date | None, parameters: Any, reason: str
) -> None:
    result = run(name, seen=seen, **parameters)

    assert result.verdict is Verdict.INSUFFICIENT
    assert result.reason.startswith(reason)


@pytest.mark.parametrize("seen", [ON, date(2026, 10, 21)])
def test_lists_fresh_enough(seen: date) -> None:
    assert run("example.com", seen=seen).verdict is Verdict.CONFORMING


def test_a_brand_without_anything_to_look_for_is_insufficient() -> None:
    result = run("example.com", brands=[*BRANDS, brand("證券", "ab.com.tw")])

    assert result.verdict is Verdict.INSUFFICIENT
    assert result.reason.startswith("品牌「證券」沒有可比對的字樣")


def test_a_word_longer_than_any_label_is_not_looked_for() -> None:
    long = brand("某證券", keywords=("x" * 64,))

    assert "沒有可比對的字樣" in run("example.com", brands=[long]).reason
    assert "某證券" not in run("example.com", brands=[{**long, "keywords": ("x" * 63,)}]).reason


def test_more_spellings_than_are_looked_for_are_insufficient_and_show_what_is_found() -> None:
    words = tuple(f"q{number:03}" for number in range(MOST))  # and the label of its own domain
    many = brand("元大證券", "yuanta.com.tw", keywords=words)

    result = run("yuanta.top", brands=[many])

    assert result.verdict is Verdict.INSUFFICIENT
    assert result.reason.startswith(f"品牌的字樣超過 {MOST} 個，有 ")
    assert [row["kind"] for row in result.rows] == ["tld_swap"]


def test_a_gap_is_insufficient() -> None:
    assert run("example.com", gaps=("第 2 行",)).verdict is Verdict.INSUFFICIENT
    assert run("yuanta.top", gaps=("第 2 行",)).verdict is Verdict.NONCONFORMING


def test_it_never_says_that_a_rule_is_kept() -> None:
    check = load_checks()["lookalike_domains"]

    assert {check.proposes(Verdict.CONFORMING, rule=rule) for rule in check.rules} == {None}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text("yuantkgi-.01元大\u0430", min_size=1, max_size=12), min_size=1, max_size=3))
def test_what_is_found_in_a_list_is_what_is_found_alone(labels: list[str]) -> None:
    names = [f"{label}.com" for label in dict.fromkeys(labels)]

    together = {row["name"] for row in run(*names, brands=BRANDS[:2]).rows}
    alone = {row["name"] for name in names for row in run(name, brands=BRANDS[:2]).rows}

    assert together == alone


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([*"-.1ax\u0430", "master", "link", "rn", "login"]), max_size=6))
def test_the_quick_search_passes_over_no_name_that_matches(parts: list[str]) -> None:
    shown = "".join(parts).replace("..", ".").strip(".") + ".top"

    matched = match(shown, Brands(BRANDS[-1:]))

    kinds = [row["kind"] for row in run(shown, brands=BRANDS[-1:]).rows]
    assert kinds == ([matched.kind] if matched else [])
