"""Scan a firm's records for what a query alone cannot see: a job in steps, which can be left.

What a step saw and how far it came are kept together; looking itself holds no lock. A worker that
takes over, or a second one, goes on from there; whoever finds that another has gone on, stops.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.web.firms.models import Firm
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from .models import Scan, ScanHit
from .rays import DeepRay, Hit, Search, deep_rays

logger = logging.getLogger(__name__)
STEP = 10  # things looked at before what was seen is kept
TURN = 3.0  # seconds a worker is held; whoever waits for a check comes next
FAILED = "檢視時發生錯誤，請通知系統管理者查看記錄檔。"


@transaction.atomic
def ask_for_scan(*, firm: Firm, by: Any, on: date | None = None, enqueue: bool = True) -> Scan:
    """Queue a scan of a firm; a worker does it, or who calls `perform_scan`.

    `by` is None for the system, by night.

    :raises Refused: if one is under way
    """
    from .tasks import scan_firm  # noqa: PLC0415 (the task calls `perform_scan` below)

    try:
        with transaction.atomic():
            scan = Scan.objects.create(
                firm=firm,
                asked_by=by,
                asked_at=timezone.now(),
                on=on or timezone.localdate(),
                ray=deep_rays()[0].id,
            )
    except IntegrityError:
        raise Refused("這家證券商正在檢視，請等它完成。") from None
    _journal("scan.asked", scan, by)
    if enqueue:
        scan_firm.enqueue(scan.pk)
    return scan


def perform_scan(scan_id: int, *, turn: float = TURN) -> bool:
    """Go on with a scan; return whether there is nothing left to do for it.

    After `turn` seconds it stops between two steps. Once finished, doing it again changes nothing.
    """
    until = monotonic() + turn
    scan = Scan.objects.select_related("firm").get(pk=scan_id)
    if not scan.is_live:
        return True
    _measure(scan)
    order = [each.id for each in deep_rays()]
    for ray in deep_rays()[order.index(scan.ray) :]:
        looking = _open(ray, scan)
        while looking and not looking.is_over:
            if not looking.step():
                return True
            if monotonic() > until:
                return False
        if not _turn_to_next(scan, order):
            return True
    _finish(scan)
    return True


@dataclass
class _Looking:
    """One ray's part of a scan; a ray that fails is over, and the scan says so."""

    ray: DeepRay
    scan: Scan
    search: Search
    things: Sequence[Any]

    @property
    def is_over(self) -> bool:
        return self.ray.id in self.scan.failed or self.scan.reached >= len(self.things)

    def step(self) -> bool:
        """Look at the next few things; return False if another worker has gone on instead."""
        scan, hits, looked = self.scan, [], Counter[str]()
        try:
            for thing in self.things[scan.reached : scan.reached + STEP]:
                hits += [self._kept(hit) for hit in self.search.look(thing)]
                looked[self._sort_of(thing)] += 1
        except Exception:
            _fail(self.ray, scan)
            return True
        counted = Counter(scan.looked.get(self.ray.id, {})) + looked
        with transaction.atomic():
            here = _advance(
                scan, reached=looked.total(), looked={**scan.looked, self.ray.id: dict(counted)}
            )
            if here:
                ScanHit.objects.bulk_create(hits)
        return here

    def _kept(self, hit: Hit) -> ScanHit:
        return ScanHit(
            scan=self.scan,
            ray=self.ray.id,
            inspection_id=hit.inspection,
            label=hit.label[:300],
            url=hit.url,
            since=hit.since,
            words=hit.words,
        )

    def _sort_of(self, thing: Any) -> str:
        inspection = self.search.inspection_of(thing)
        return f"{inspection.kind}:{inspection.state}" if inspection else ""


def _measure(scan: Scan) -> None:
    """Count the things there are to look at, and let rays that have none say that they looked."""
    if not scan.total:
        found = [_open(ray, scan) for ray in deep_rays()]
        scan.total = sum(len(each.things) for each in found if each)
        scan.looked = {each.ray.id: {} for each in found if each}
        Scan.objects.filter(pk=scan.pk).update(total=scan.total, looked=scan.looked)


def _open(ray: DeepRay, scan: Scan) -> _Looking | None:
    """Begin a ray's part of a scan; None if it cannot even say what there is to look at."""
    if ray.id in scan.failed:
        return None
    try:
        search = ray.search(scan.firm, scan.on)
        return _Looking(ray, scan, search, search.things())
    except Exception:
        _fail(ray, scan)
        return None


def _fail(ray: DeepRay, scan: Scan) -> None:
    logger.exception("%s could not look at %s", ray.id, scan.firm)
    scan.failed[ray.id] = FAILED
    Scan.objects.filter(pk=scan.pk).update(failed=scan.failed)


def _advance(scan: Scan, *, reached: int, looked: dict[str, Any]) -> bool:
    """Note how far a scan came; return False, changing nothing, if it is elsewhere by now."""
    here = Scan.objects.filter(pk=scan.pk, ray=scan.ray, reached=scan.reached, finished_at=None)
    now = {"reached": scan.reached + reached, "done": scan.done + reached, "looked": looked}
    if not here.update(**now):
        return False
    scan.reached, scan.done, scan.looked = now["reached"], now["done"], looked
    return True


def _turn_to_next(scan: Scan, order: list[str]) -> bool:
    place = order.index(scan.ray) + 1
    if place == len(order):
        return True
    here = Scan.objects.filter(pk=scan.pk, ray=scan.ray, reached=scan.reached, finished_at=None)
    if not here.update(ray=order[place], reached=0):
        return False
    scan.ray, scan.reached = order[place], 0
    return True


@transaction.atomic
def _finish(scan: Scan) -> None:
    """Let a scan count, and forget what the ones before it saw."""
    now = timezone.now()
    if not Scan.objects.filter(pk=scan.pk, finished_at=None).update(finished_at=now):
        return
    Scan.objects.filter(firm=scan.firm).exclude(pk=scan.pk).delete()
    found = Counter(scan.hits.values_list("ray", flat=True))
    _journal("scan.finished", scan, None, found=dict(found), failed=sorted(scan.failed))


def _journal(act: str, scan: Scan, by: Any, **detail: Any) -> None:
    record(
        act,
        subject=f"scan:{scan.pk}",
        by=by,
        firm=scan.firm.code,
        detail={"on": scan.on, **detail},
    )
