from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.web.engagements.reporting import issued
from tests.web.engagements.stopping import resume, special, stopped

from chahe.web.engagements.actions import stops
from chahe.web.engagements.models import ReopeningOverride, TradingStop
from chahe.web.engagements.queries_stops import contradictions_of, standing_of, stop_of
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


def test_a_first_stop_is_resumed_without_a_report(story):
    stop = stopped(story, 100, resumed=99)

    assert stop.resumed_on == story.today - timedelta(days=99)
    assert standing_of(stop_of(story.firm, stop.pk)).words == "不需專案報告"


def test_a_second_stop_in_half_a_year_waits_for_the_special_report(story):
    first = stopped(story, 100, resumed=99)
    second = stopped(story, 1)
    assert standing_of(stop_of(story.firm, second.pk)).together == (first.pk, second.pk)

    with pytest.raises(Refused, match="半年內停止交易達兩次"):
        resume(story, second)
    engagement = special(story, second)
    with pytest.raises(Refused, match="半年內停止交易達兩次"):
        resume(story, second)
    story.finish(engagement)
    issued(story, engagement)
    with pytest.raises(Refused, match="早於專案報告的出具日"):
        resume(story, second, ago=1)
    resumed = resume(story, second)

    assert resumed.resumed_on == story.today
    assert contradictions_of(story.firm) == []


def test_a_special_report_says_which_stops_it_is_about(story):
    stopped(story, 100, resumed=99, cause="第一次")
    second = stopped(story, 1, cause="第二次")
    engagement = special(story, second)
    story.finish(engagement)

    report = issued(story, engagement)

    assert [stop["cause"] for stop in report.record["stops"]] == ["第二次"]


def test_another_engagements_report_does_not_count(story):
    stopped(story, 100, resumed=99)
    second = stopped(story, 1)
    yearly = story.engage()
    story.finish(yearly)
    issued(story, yearly)

    with pytest.raises(Refused, match="半年內停止交易達兩次"):
        resume(story, second)


def test_a_stop_more_than_half_a_year_later_is_a_first_one(story):
    stopped(story, 190, resumed=189)

    assert stopped(story, 1, resumed=0).resumed_on == story.today


def test_leave_to_resume_is_given_by_somebody_else_and_shown(story):
    stopped(story, 100, resumed=99)
    second = stopped(story, 1)

    asked = stops.ask_reopening(stop=second, reason="客戶資產須移轉", by=story.ciso)
    with pytest.raises(Refused, match="已有一件申請"):
        stops.ask_reopening(stop=second, reason="再一次", by=story.officer)
    with pytest.raises(Refused, match="您是申請人"):
        stops.decide_reopening(asked=asked, granted=True, comment="可", by=story.ciso)
    with pytest.raises(Refused, match="半年內停止交易達兩次"):
        resume(story, second)
    stops.decide_reopening(asked=asked, granted=True, comment="僅限提領", by=story.supervisor)
    resume(story, second)

    (found,) = contradictions_of(story.firm)
    assert (found.stop, found.override.comment) == (second, "僅限提領")
    acts = Entry.objects.filter(act__startswith="reopening.").order_by("seq")
    assert [entry.act for entry in acts] == ["reopening.asked", "reopening.granted"]


def test_a_refusal_leaves_trading_stopped_and_may_be_asked_again(story):
    stopped(story, 100, resumed=99)
    second = stopped(story, 1)
    asked = stops.ask_reopening(stop=second, reason="急", by=story.officer)

    stops.decide_reopening(asked=asked, granted=False, comment="等報告", by=story.ciso)

    with pytest.raises(Refused, match="半年內停止交易達兩次"):
        resume(story, second)
    with pytest.raises(Refused, match="已經決定"):
        stops.decide_reopening(asked=asked, granted=True, comment="可", by=story.ciso)
    assert stops.ask_reopening(stop=second, reason="更急", by=story.officer).granted is None


def test_leave_is_not_asked_where_none_is_needed(story):
    with pytest.raises(Refused, match="不需要例外核准"):
        stops.ask_reopening(stop=stopped(story, 1), reason="x", by=story.officer)


def test_an_earlier_stop_noted_late_shows_a_contradiction(story):
    second = stopped(story, 10, resumed=9)
    assert contradictions_of(story.firm) == []

    stopped(story, 60, resumed=59)

    assert [found.stop for found in contradictions_of(story.firm)] == [second]


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ({"ago": -1}, "還沒有到"),
        ({"ago": 5}, "還沒有登記恢復"),
        ({"ago": 25}, "在另一次停止交易的期間內"),
    ],
)
def test_stops_do_not_overlap(story, days, why):
    stopped(story, 30, resumed=20)
    stopped(story, 10)

    with pytest.raises(Refused, match=why):
        stopped(story, days["ago"])


def test_a_stop_is_resumed_once_and_never_before_it_began(story):
    stop = stopped(story, 5)

    with pytest.raises(Refused, match="停止交易日之後"):
        resume(story, stop, ago=6)
    with pytest.raises(Refused, match="停止交易日之後"):
        resume(story, stop, ago=-1)
    resume(story, stop)
    with pytest.raises(Refused, match="已經登記恢復"):
        resume(story, stop)


def test_the_database_keeps_what_was_noted_and_decided(story):
    stopped(story, 100, resumed=99)
    second = stopped(story, 1)
    asked = stops.ask_reopening(stop=second, reason="急", by=story.officer)
    stops.decide_reopening(asked=asked, granted=True, comment="可", by=story.ciso)

    for change in (
        lambda: TradingStop.objects.filter(pk=second.pk).update(cause="別的"),
        lambda: second.delete(),
        lambda: ReopeningOverride.objects.filter(pk=asked.pk).update(granted=False),
        lambda: ReopeningOverride.objects.filter(pk=asked.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_database_lets_nobody_grant_what_they_asked(story):
    stopped(story, 100, resumed=99)
    second = stopped(story, 1)
    asked = stops.ask_reopening(stop=second, reason="急", by=story.officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReopeningOverride.objects.filter(pk=asked.pk).update(
            granted=True, comment="可", decided_by=story.officer, decided_at=asked.asked_at
        )
