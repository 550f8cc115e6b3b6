"""One file a contradiction.

To add one, write `rays/<id>.py` and `tests/web/xrays/rays/test_<id>.py`; nothing else changes. What
a query can see is a `@ray` and is seen at every look; what must be computed again is a `@deep_ray`
and is seen by a scan, which keeps what it saw (`actions_scans.py`).
"""

from collections.abc import Mapping
from functools import cache

from chahe.discover import discover

from ._model import DeepRay, Hit, LiveRay, Ray, Search

__all__ = ["DeepRay", "Hit", "LiveRay", "Ray", "Search", "deep_rays", "live_rays", "load_rays"]


@cache
def load_rays() -> Mapping[str, Ray]:
    """Return every ray by id."""
    return discover(__package__, Ray)


def live_rays() -> list[LiveRay]:
    return [each for each in load_rays().values() if isinstance(each, LiveRay)]


def deep_rays() -> list[DeepRay]:
    return [each for each in load_rays().values() if isinstance(each, DeepRay)]
