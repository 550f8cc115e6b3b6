"""Stops of trading, resumed or assessed, for tests that need one."""

from datetime import timedelta

from chahe.web.engagements.actions import stops
from chahe.workflow.engagement import EngagementKind


def stopped(story, ago, *, resumed=None, cause="遭攻擊"):
    """Note a stop some days ago; resumed some days ago, where that is said."""
    stop = stops.note_stop(
        firm=story.firm,
        stopped_on=story.today - timedelta(days=ago),
        cause=cause,
        source="公告 115-1",
        by=story.officer,
    )
    return resume(story, stop, ago=resumed) if resumed is not None else stop


def resume(story, stop, ago=0, by=None):
    return stops.resume_trading(
        stop=stop,
        resumed_on=story.today - timedelta(days=ago),
        measures="已更新並加設偵測",
        source="公告 115-2",
        by=by or story.officer,
    )


def special(story, stop, **said):
    return story.engage(
        kind=EngagementKind.SPECIAL,
        stops=[stop],
        period=story.year_period,
        basis_on=story.today,
        due_on=story.today,
        due_source="恢復交易前",
        **said,
    )
