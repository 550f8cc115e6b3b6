"""One file a noun."""

from .adjustment import Adjustment
from .event import Event
from .feed import Feed
from .item import PlanItem
from .planning_run import PlanningRun
from .working_days import SiteWorkingDays
from .year_plan import YearPlan

__all__ = [
    "Adjustment",
    "Event",
    "Feed",
    "PlanItem",
    "PlanningRun",
    "SiteWorkingDays",
    "YearPlan",
]
