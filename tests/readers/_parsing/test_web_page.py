import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.readers._parsing.web_page import Page, parse_page

URL = "https://order.example.tw/a/b.html"
SITE = "https://order.example.tw"


def of(html: str) -> Page:
    return parse_page(html, URL)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a  b</p>", "<p>\n a\tb </p>"),
        ("<p>a</p>", "<!-- 12:00 --><p>a</p>"),
        ("<p id=a class=b>x", "<P class='b' ID=\"a\">x"),
        ("<script nonce=1>a()</script>", "<script nonce=2>a()</script>"),
        ("<input name=_csrf value=1>", "<input name=_csrf value=2>"),
        ("<input type=hidden name=_token value=1>", "<input type=hidden name=_token value=2>"),
        ("<meta name=csrf-token content=1>", "<meta name=csrf-token content=2>"),
        ("<p>&lt;", "<p>&#60;"),
    ],
)
def test_what_is_new_on_every_visit_is_no_change(one: str, other: str) -> None:
    assert of(one) == of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a</p>", "<p>b</p>"),
        ("<p>ab", "<p>a<b>b"),
        ("<p>a</p>b", "<p>a b</p>"),
        ("<p x=1>", "<p x=2>"),
        ("<p title='a' b>", "<p title='a b'>"),
        ("<input name=amount value=1>", "<input name=amount value=2>"),
        ("<p name=_csrf value=1>", "<p name=_csrf value=2>"),
        ("<meta name=csrf-param content=1>", "<meta name=csrf-param content=2>"),
        ("<script>a()</script>", "<script>b()</script>"),
        ("<script>a()", "<script>b()"),
        ("<!--><script>a()</script>-->", "<!--><script>b()</script>-->"),
        ("<!--[if IE]><p>a<![endif]-->", "<!--[if IE]><p>b<![endif]-->"),
        ("<!doctype html>", "<!doctype svg>"),
        ("<![CDATA[a]]>", "<![CDATA[b]]>"),
        ("<?a>", "<?b>"),
        ("<p>a</p>", "<p>a</b>"),
        ("<p>a</p>", "<p>a</p><"),
        ("<style>a{}</style>", "<style>b{}</style>"),
        ("<meta http-equiv=refresh content='0;url=a'>", "<meta http-equiv=refresh content=1>"),
    ],
)
def test_anything_else_is(one: str, other: str) -> None:
    assert of(one).digest != of(other).digest


@pytest.mark.parametrize(
    ("html", "scripts", "forms", "frames", "hosts"),
    [
        ("<a href=https://x.example>", (), (), (), ()),
        ("<script src=c.js></script>", (f"{SITE}/a/c.js",), (), (), ()),
        ("<script src=//x.example/c.js>", ("https://x.example/c.js",), (), (), ("x.example",)),
        ("<script src='//u@X.example:8/'>", ("https://u@X.example:8/",), (), (), ("x.example",)),
        ("<form>", (), (URL,), (), ()),
        ("<form action=/in>", (), (f"{SITE}/in",), (), ()),
        ("<button formaction=//x.example>", (), ("https://x.example",), (), ("x.example",)),
        ("<iframe src=//x.example>", (), (), ("https://x.example",), ("x.example",)),
        ("<object data=c>", (), (), (f"{SITE}/a/c",), ()),
        ("<img srcset='//x.example/1 1x, //y.example 2x'>", (), (), (), ("x.example", "y.example")),
        ("<link rel=stylesheet href=//x.example/s>", (), (), (), ("x.example",)),
        ("<link rel='alternate stylesheet' href=//x.example/s>", (), (), (), ("x.example",)),
        ("<link rel=canonical href=//x.example/s>", (), (), (), ()),
        ("<p style='background:url( //x.example/a )'>", (), (), (), ("x.example",)),
        ("<style>a{b:URL('//x.example')}</style>url(//y.example)", (), (), (), ("x.example",)),
        ('<style>@import "https://x.example/s"', (), (), (), ("x.example",)),
        ("<style>a{b:url(data:image/png,1)}</style>", (), (), (), ()),
        ("<base href=//x.example><form>", (), ("https://x.example",), (), ("x.example",)),
        ("<script src=a src=//x.example>", (f"{SITE}/a/a",), (), (), ()),
        ("<script src='http://['>", ("http://[",), (), (), ("http://[",)),
        (r"<script src='\\x.example/'>", ("https://x.example/",), (), (), ("x.example",)),
        ("<script src=http:/x.example>", ("http:/x.example",), (), (), ("http:/x.example",)),
        ("<script src='data:,x'>", ("data:,x",), (), (), ()),
    ],
)  # fmt: skip
def test_what_a_page_loads_and_where_it_sends(
    html: str,
    scripts: tuple[str, ...],
    forms: tuple[str, ...],
    frames: tuple[str, ...],
    hosts: tuple[str, ...],
) -> None:
    page = of(html)

    assert tuple(map(sorted, (page.scripts, page.forms, page.frames, page.hosts))) == tuple(
        map(sorted, (scripts, forms, frames, hosts))
    )


@pytest.mark.parametrize("html", ["<script>a()</script>", "<script>a()", "<p onclick='a()'>"])
def test_scripts_within_are_known_by_their_digest(html: str) -> None:
    assert of(html).scripts == {
        "sha256:a95a430608fb6e9ab984c01c1a9dc039cefd2776356781efc924f02ab583a32e"
    }


@pytest.mark.parametrize("html", ["<![a:", "<![:", "<![a[b>", "<![if IE]><p>", "<![endif"])
def test_a_marked_section_is_no_end_of_the_page(html: str) -> None:
    assert of(f"{html}><script src=//x.example></script>").hosts == {"x.example"}


@given(html=st.text("<>/='\" \n!-&;abscriptform:[]\ud800\0", max_size=80))
def test_anything_is_a_page(html: str) -> None:
    assert len(of(html).digest) == 64
