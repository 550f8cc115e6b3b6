import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import Http404, HttpRequest
from django.template import engines
from django.template.loader import get_template
from django_htmx.middleware import HtmxDetails

from chahe.web.gallery.views import gallery
from chahe.web.templatetags import taiwan

TEMPLATES = Path(taiwan.__file__).parents[1] / "templates"
DAY = date(2026, 3, 9)
AT = datetime(2026, 3, 9, 6, 5, tzinfo=UTC)
INLINE = re.compile(r"""<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:|hx-on""", re.I)


def drawn(source: str, **context: object) -> str:
    return re.sub(r"\s+", " ", engines["django"].from_string(source).render(context)).strip()


@pytest.fixture
def asked(rf, settings):
    """Return a request as the middleware would leave it, with DEBUG on."""
    settings.DEBUG = True

    def make(path: str = "/ui/", **headers: str) -> HttpRequest:
        request = rf.get(path, headers=headers)
        request.user = AnonymousUser()
        request.session = {}
        request.htmx = HtmxDetails(request)
        request._messages = CookieStorage(request)
        return request

    return make


@pytest.mark.parametrize("path", ["/ui/", "/ui/?wrong=1", "/ui/?q=none&verdict=insufficient"])
def test_gallery_needs_no_inline_script_or_style(asked, path):
    html = gallery(asked(path)).content.decode()

    assert html.lstrip().startswith("<!doctype html>")
    assert '<html lang="zh-Hant-TW">' in html
    assert INLINE.findall(html) == []
    assert html.count("<h1") == 1


def test_gallery_gives_no_id_twice(asked):
    ids = re.findall(r'\sid="([^"]+)"', gallery(asked("/ui/?wrong=1")).content.decode())

    assert sorted(ids) == sorted(set(ids))


def test_gallery_is_not_there_outside_debug(asked, settings):
    request = asked()
    settings.DEBUG = False

    with pytest.raises(Http404):
        gallery(request)


def test_gallery_answers_htmx_with_the_table_alone(asked):
    response = gallery(asked(**{"HX-Request": "true"}))

    assert response.content.decode().strip().startswith('<section id="table"')
    assert response["Vary"] == "HX-Request"


@pytest.mark.parametrize("header", ["HX-History-Restore-Request", "HX-Boosted"])
def test_gallery_answers_back_and_boost_with_the_page(asked, header):
    response = gallery(asked(**{"HX-Request": "true", header: "true"}))

    assert response.content.decode().lstrip().startswith("<!doctype html>")


def test_wrong_form_is_summed_up_and_tied_to_its_fields(asked):
    html = gallery(asked("/ui/?wrong=1")).content.decode()

    assert "<title>錯誤：元件｜查核</title>" in html
    assert '<div class="error-summary" role="alert" tabindex="-1" autofocus>' in html
    assert re.findall(r'<a href="#(id_\w+)">', html) == [
        "id_title",
        "id_due",
        "id_result_0",
        "id_sure",
    ]
    assert 'aria-describedby="id_due_helptext id_due_error"' in html
    assert 'id="id_due_error"' in html


def test_right_form_has_no_summary(asked):
    html = gallery(asked()).content.decode()

    assert "error-summary" not in html
    assert "<title>元件｜查核</title>" in html


def test_every_component_says_what_it_takes():
    silent = [
        path.name
        for path in TEMPLATES.glob("ui/*.html")
        if not path.read_text("utf-8").startswith("{# takes: ")
    ]

    assert silent == []


def test_no_template_has_inline_script_or_style():
    found = {
        str(path): INLINE.findall(path.read_text("utf-8"))
        for path in TEMPLATES.parents[1].rglob("*.html")
    }

    assert {path: hits for path, hits in found.items() if hits} == {}


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "413", "500"])
def test_error_page_renders_without_a_context(code):
    html = get_template(f"{code}.html").render()

    assert '<a href="/">回首頁</a>' in html
    assert "<h1>" in html


def test_500_uses_nothing_that_may_be_broken():
    source = (TEMPLATES / "500.html").read_text("utf-8")

    assert "{%" not in source
    assert "{{" not in source


@pytest.mark.parametrize(
    ("value", "word", "shape"),
    [
        ("conforming", "符合", 'cx="8"'),
        ("nonconforming", "不符", "<rect"),
        ("not_applicable", "不適用", "M5 8h6"),
        ("no_occurrence", "未發生", "stroke-dasharray"),
        ("insufficient", "證據不足", "M7.1 1.6"),
        (None, "未填", "<circle"),
    ],
)
def test_verdict_is_a_word_and_a_shape(value, word, shape):
    html = drawn("{% verdict value %}", value=value)

    assert html.endswith(f"{word}</span>")
    assert shape in html


@pytest.mark.parametrize(
    ("day", "words", "tone"),
    [
        (date(2026, 3, 6), "逾期 3 天", "tone-danger"),
        (date(2026, 3, 9), "今天到期", "tone-warning"),
        (date(2026, 3, 16), "還有 7 天", "tone-warning"),
        (date(2026, 3, 17), "還有 8 天", "due-plain"),
    ],
)
def test_due_says_how_near_or_late(day, words, tone):
    html = drawn("{% due day today %}", day=day, today=DAY)

    assert words in html
    assert tone in html
    assert f'<time datetime="{day.isoformat()}">' in html


def test_due_that_is_done_or_unset_is_not_late():
    assert "逾期" not in drawn("{% due day today done=True %}", day=date(2026, 1, 1), today=DAY)
    assert "未訂期限" in drawn("{% due day today %}", day=None, today=DAY)


def test_day_is_shown_in_roc_and_written_in_iso():
    assert drawn("{% day value %}", value=DAY) == '<time datetime="2026-03-09">115年3月9日</time>'
    assert drawn("{% day value %}", value=None) == "—"


def test_instants_are_shown_in_taipei():
    assert taiwan.roc_time(AT) == "115/03/09 14:05"
    assert taiwan.roc_short(datetime(2026, 3, 9, 17, tzinfo=UTC)) == "115/03/10"
    assert drawn("{% moment value %}", value=AT) == (
        '<time datetime="2026-03-09T14:05:00+08:00">115/03/09 14:05</time>'
    )


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 位元組"), (1023, "1023 位元組"), (1024, "1.0 KB"), (24_117_248, "23 MB"), (None, "—")],
)
def test_filesize_reads_well(size, words):
    assert taiwan.filesize(size) == words


def test_digest_is_short_and_whole():
    html = drawn("{% digest value %}", value="ab" * 32)

    assert "<code>abababab…abababab</code>" in html
    assert f"<code>{'ab' * 32}</code>" in html


def test_notice_escapes_what_it_is_told():
    html = drawn('{% include "ui/notice.html" with tone="info" text=text only %}', text="<b>")

    assert "&lt;b&gt;" in html


def test_panel_escapes_its_title_and_keeps_its_content():
    html = drawn("{% panel title count=0 %}<p>內容</p>{% endpanel %}", title="<i>")

    assert "&lt;i&gt;" in html
    assert "<p>內容</p>" in html
    assert '<span class="count">0<' in html


def test_post_button_carries_the_token():
    html = drawn('{% post_button "/x/" "送覆核" name="to" value="review" %}', csrf_token="t" * 64)

    assert "csrfmiddlewaretoken" in html
    assert 'name="to" value="review"' in html


def test_file_field_is_labelled_and_its_form_multipart():
    class Upload(forms.Form):
        paper = forms.FileField(label="佐證", help_text="PDF")

    html = drawn("{% whole_form form %}", form=Upload())

    assert 'enctype="multipart/form-data"' in html
    assert '<label for="id_paper">佐證</label>' in html
    assert 'aria-describedby="id_paper_helptext"' in html
