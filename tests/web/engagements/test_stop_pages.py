"""Pages of stops of trading."""

import pytest
from django.urls import reverse
from tests.web.engagements.stopping import special, stopped

from chahe.deadlines import format_roc
from chahe.web.engagements.models import TradingStop

pytestmark = pytest.mark.django_db


def roc(day):
    return format_roc(day, "short")


@pytest.mark.parametrize("count", [1, 3])
def test_stops_in_a_fixed_number_of_queries(browse, story, django_assert_num_queries, count):
    for ago in (600, 300, 50)[:count]:
        special(story, stopped(story, ago, resumed=ago - 1))
    browse("trading_stops", by=story.officer)

    with django_assert_num_queries(11):
        page = browse("trading_stops", by=story.officer)

    assert page.count("遭攻擊") == count


def test_a_stop_is_noted_resumed_and_given_leave_on_its_pages(send, browse, story):
    stopped(story, 100, resumed=99)
    send(
        "trading_stop_new",
        by=story.officer,
        stopped_on=roc(story.today),
        cause="遭攻擊",
        source="公告",
    )
    stop = TradingStop.objects.get(resumed_on=None)
    resumed = {
        "resume-resumed_on": roc(story.today),
        "resume-measures": "已修補",
        "resume-source": "公告",
    }

    assert "委任專案評估" in browse("trading_stop", stop.pk, by=story.ciso)
    refused = send("trading_stop_resume", stop.pk, by=story.officer, status=422, **resumed)
    assert "半年內停止交易達兩次" in refused
    send("reopening_ask", stop.pk, by=story.officer, **{"ask-reason": "急"})
    asked = stop.overrides.get()
    send(
        "reopening_decide",
        asked.pk,
        by=story.ciso,
        **{"decide-granted": "yes", "decide-comment": "僅限提領"},
    )
    send("trading_stop_resume", stop.pk, by=story.officer, **resumed)

    assert "已核准例外恢復" in browse("trading_stop", stop.pk, by=story.officer)


def test_an_engagement_about_a_stop_is_begun_from_its_page(browse, story):
    stopped(story, 100, resumed=99)
    stop = stopped(story, 1)

    page = browse("engagement_new", by=story.ciso, stop=stop.pk)

    assert f'value="{stop.pk}" id="id_stops_0" checked' in page or "checked" in page
    assert 'value="special" selected' in page


def test_stops_as_csv(client, story):
    stopped(story, 100, resumed=99)
    client.force_login(story.officer)

    response = client.get(reverse("trading_stops", args=["8888"]), {"export": "csv"})

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[0] == "停止交易日,原因,依據,申報情形,恢復交易日,預防及改善措施,登記"
    assert "遭攻擊" in text
