"""What one person sees of a firm's contradictions, on a day."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet

from chahe.web.firms.models import Firm
from chahe.web.inspections.kinds import seen_by, sees

from .counting import counted
from .models import Scan, ScanHit
from .rays import DeepRay, LiveRay, Ray, load_rays

logger = logging.getLogger(__name__)
BLIND = "這一項現在無法檢視，請通知系統管理者查看記錄檔。"


@dataclass(frozen=True)
class Seen:
    """How many things a ray looked at, and how many contradict; neither is known if it could not.

    `why_not` says why it could not look: a ray that did not look never says 0.
    """

    ray: Ray
    looked: int | None
    found: int | None
    why_not: str = ""

    @property
    def is_known(self) -> bool:
        return self.found is not None


def blind(ray: Ray) -> Seen:
    """Return that a ray could not look: never that it found nothing."""
    return Seen(ray, None, None, BLIND)


@dataclass
class Look:
    """What is counted fell due of late or is still open; `whole`: everything there is."""

    firm: Firm
    user: Any
    on: date
    whole: bool = False

    @cached_property
    def scan(self) -> Scan | None:
        """The last scan that finished."""
        return Scan.objects.filter(firm=self.firm, finished_at__isnull=False).first()

    @cached_property
    def running(self) -> Scan | None:
        return Scan.objects.filter(firm=self.firm, finished_at=None).first()

    def rows(self, ray: Ray) -> QuerySet[Any]:
        """Return the rows in which a ray found contradictions, of whatever time."""
        if isinstance(ray, LiveRay):
            found = ray.of.rows(self.firm, self.user).filter(ray.among, ray.contradicts(self.on))
            return found.select_related(*ray.of.related)
        return self._hits().filter(ray=ray.id)

    def every(self) -> list[Seen]:
        """Return what every ray sees: the live ones in one query, what was scanned in two."""
        return self._seen(load_rays().values())

    def one(self, ray: Ray) -> Seen:
        """Return what one ray sees."""
        return self._seen([ray])[0]

    def _seen(self, rays: Collection[Ray]) -> list[Seen]:
        live = self._counted([each for each in rays if isinstance(each, LiveRay)])
        deep = [each for each in rays if isinstance(each, DeepRay)]
        found = self._found() if deep else {}
        return [*live.values(), *(self._kept(each, found) for each in deep)]

    def _counted(self, rays: list[LiveRay]) -> dict[str, Seen]:
        """Count in one query; when that fails one by one, so that one ray does not blind all."""
        if not rays:
            return {}
        try:
            counts = counted(rays, self.firm, self.user, on=self.on, whole=self.whole)
        except Exception:
            if len(rays) == 1:
                logger.exception("%s could not look at %s", rays[0].id, self.firm)
                return {rays[0].id: blind(rays[0])}
            return {each.id: self._counted([each])[each.id] for each in rays}
        return {each.id: Seen(each, *counts[each.id]) for each in rays}

    def _kept(self, ray: DeepRay, found: Mapping[str, int]) -> Seen:
        """Say what the last scan saw of a ray; `found` are its contradictions by ray."""
        if self.scan is None:
            return Seen(ray, None, None, "還沒有檢視過，請按「重新檢視」或等今晚自動檢視。")
        if ray.id in self.scan.failed:
            return Seen(ray, None, None, self.scan.failed[ray.id])
        if ray.id not in self.scan.looked:
            return Seen(ray, None, None, "上次檢視時還沒有這一項，請重新檢視。")
        looked = self.scan.looked[ray.id]
        shown = sum(number for sort, number in looked.items() if self._sees(sort))
        return Seen(ray, shown, found.get(ray.id, 0))

    def _found(self) -> dict[str, int]:
        if self.scan is None:
            return {}
        hits = self._hits().order_by().values_list("ray").annotate(Count("pk"))
        return dict(hits)

    def _hits(self) -> QuerySet[ScanHit]:
        seen = Q(inspection=None) | seen_by(self.user, self.firm, through="inspection__")
        return ScanHit.objects.filter(seen, scan=self.scan)

    def _sees(self, sort: str) -> bool:
        kind, _, state = sort.partition(":")
        return not sort or sees(self.user, self.firm, kind=kind, state=state)
