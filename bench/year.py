"""How long a year takes: planning it, for one firm and for all; its pages; sealing and packing 60.

    python bench/year.py [--firms 70] [--years 2] [--home DIR]

The market is `_market.py`'s. Years gone by are planned too, so that the calendar is as full as it
would be. Times are of the processor and of the wall; `queries` is of the database.
"""

import argparse
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _scratch import Stopwatch, percentile, scratch_site

P95, QUERIES = 0.100, 12
PAPERS, FILES = 60, 200


def plan_the_years(years: int) -> bool:
    """Plan each firm's years, the present one last, and say how long one and all took."""
    from django.utils import timezone

    from chahe.web.accounts.models import User
    from chahe.web.calendar.actions.everyone import perform_run, plan_everyone
    from chahe.web.calendar.actions.planning import plan_year
    from chahe.web.calendar.models import PlanItem
    from chahe.web.firms.models import Firm

    this = timezone.localdate().year
    by = User.objects.get(username="supervisor")
    state_facts(by)
    firm = Firm.objects.first()
    with Stopwatch() as one:
        plan_year(firm=firm, year=this + 1, by=by)
    print(f"plan a year, one firm      {one.cpu:6.2f} s cpu {one.wall:6.2f} s wall")
    for year in range(this - years + 1, this):
        perform_run(plan_everyone(year=year, by=by, enqueue=False).pk)
    with Stopwatch() as every:
        perform_run(plan_everyone(year=this, by=by, enqueue=False).pk)
    print(f"plan a year, every firm    {every.cpu:6.2f} s cpu {every.wall:6.2f} s wall")
    with Stopwatch() as again:
        plan_year(firm=firm, year=this, by=by)
    print(f"… again, one firm          {again.cpu:6.2f} s cpu {again.wall:6.2f} s wall")
    print(f"  {PlanItem.objects.count():,} plan items")
    return one.cpu < 1 and every.cpu < 30


def state_facts(by: Any) -> None:
    """Let every firm take orders by the internet, so that most rules bind it."""
    from datetime import date

    from django.utils import timezone

    from chahe.web.firms.models import Fact, Firm

    said = {"order_channels": ["internet", "voice"], "services": ["brokerage", "dealing"],
            "public_company": True, "level": "1"}  # fmt: skip
    if not Fact.objects.exists():
        Fact.objects.bulk_create(
            Fact(firm=firm, kind=kind, value=value, since=date(2010, 1, 1), source="bench",
                 stated_by=by, stated_at=timezone.now())
            for firm in Firm.objects.all()
            for kind, value in said.items()
        )  # fmt: skip


def pages() -> dict[str, Callable[[Any, Any], str]]:
    """Return, by name, the address of a page of a firm."""
    from django.urls import reverse

    from chahe.web.calendar.models import PlanItem

    def item(firm: Any, draw: Any) -> str:
        pks = list(PlanItem.objects.filter(firm=firm).values_list("pk", flat=True)[:2000])
        return reverse("calendar_item", args=[firm.code, draw.choice(pks)])

    def at(name: str, query: str = "") -> Callable[[Any, Any], str]:
        return lambda firm, draw: reverse(name, args=[firm.code]) + query

    return {
        "year": at("calendar"),
        "half-year": at("calendar_half"),
        "month": at("calendar_month"),
        "plan item": item,
        "requests": at("requests"),
        "findings": at("findings"),
        "x-rays": at("xrays"),
        "reminders": at("reminders"),
    }


def report_pages(requests: int) -> bool:
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone
    from pages import signed_in

    from chahe.web.calendar.actions.beginning import begin_waiting
    from chahe.web.firms.models import Firm

    draw, kept = random.Random(115), True
    firms = list(Firm.objects.all())
    begin_waiting(today=timezone.localdate())  # whoever comes first begins what waits
    print(f"{'page':16}{'queries':>8}{'cpu p50':>10}{'cpu p95':>10}{'wall p95':>10}")
    for name, address in pages().items():
        cpus, walls, asked = [], [], set()
        for number in range(requests):
            firm = firms[number % len(firms)]
            client = signed_in(f"officer-{firm.code}")
            url = address(firm, draw)
            reset_queries()  # Django's log of them has an end
            with CaptureQueriesContext(connection) as captured, Stopwatch() as took:
                response = client.get(url)
            assert response.status_code == 200, (url, response.status_code)
            if number >= 3:  # the first ones warm the caches
                cpus.append(1000 * took.cpu)
                walls.append(1000 * took.wall)
            asked.add(len(captured))
        late = percentile(cpus, 0.95) > 1000 * P95 or max(asked) > QUERIES
        kept &= not late
        print(f"{name:16}{min(asked):>5}–{max(asked):<3}{percentile(cpus, 0.5):8.1f}ms"
              f"{percentile(cpus, 0.95):8.1f}ms{percentile(walls, 0.95):8.1f}ms"
              f"{'  MISSED' if late else ''}")  # fmt: skip
    return kept


def seal_and_pack() -> bool:
    """Seal an inspection of 60 approved papers that rest on 200 files, and pack it."""
    from django.utils import timezone

    from chahe.web.accounts.models import User
    from chahe.web.evidence.actions import receive_bytes
    from chahe.web.firms.models import Firm
    from chahe.web.inspections.actions import evidence, packing, papers, planning, sealing

    firm = Firm.objects.first()
    officer, auditor, ciso = (
        User.objects.get(username=f"{name}-{firm.code}") for name in ("officer", "auditor", "ciso")
    )
    today = timezone.localdate()
    inspection = planning.plan_inspection(
        firm=firm, section="twse/mechanism#7.1", on=today, by=officer, subject="bench"
    )
    first = inspection.papers.first()
    for number in range(PAPERS - inspection.papers.count()):
        first.pk, first.subject, first.position = None, f"對象 {number}", 100 + number
        first.save()
    rows = list(inspection.papers.select_related("inspection__firm"))
    files = [
        receive_bytes(name=f"{number}.txt", content=f"file {number}\n".encode() * 2000, firm=firm,
                      by=officer, kind="firewall_config", collected_on=today, where_from="bench")
        for number in range(FILES)
    ]  # fmt: skip
    words = {"verdict": "conforming", "conclusion": "符合。"}
    saved = []
    for number, paper in enumerate(rows):
        for each in files[number::PAPERS]:
            evidence.attach_evidence(paper=paper, evidence=each, by=officer)
        with Stopwatch() as took:
            papers.write_paper(paper=paper, by=officer, values=words)
        saved.append(1000 * took.wall)
        papers.sign_paper(paper=paper, step="prepare", by=officer)
        papers.sign_paper(paper=paper, step="review", by=auditor)
        papers.sign_paper(paper=paper, step="approve", by=ciso)
    with Stopwatch() as sealed:
        sealing.seal_inspection(inspection=inspection, by=ciso)
    inspection.refresh_from_db()
    with Stopwatch() as packed:
        pack = packing.make_pack(inspection=inspection, by=officer)
    print(f"save a verdict             {percentile(saved, 0.95):6.1f} ms wall p95")
    print(f"seal {len(rows)} papers             {sealed.cpu:6.2f} s cpu {sealed.wall:6.2f} s wall")
    print(f"pack of {FILES} files          {packed.cpu:6.2f} s cpu {packed.wall:6.2f} s wall, "
          f"{pack.size / 1e6:.1f} MB")  # fmt: skip
    return percentile(saved, 0.95) < 30 and sealed.cpu < 1 and packed.cpu < 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--firms", type=int, default=70)
    parser.add_argument("--years", type=int, default=2)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--requests", type=int, default=70)
    asked = parser.parse_args()
    with scratch_site(asked.home) as empty:
        if empty:
            from _market import fill_market
            from django.utils import timezone

            with Stopwatch() as took:
                fill_market(asked.firms, today=timezone.localdate(), years=asked.years)
            print(f"filled in {took.wall:.0f} s, {took.cpu:.0f} s of the processor")
        kept = [plan_the_years(asked.years), report_pages(asked.requests), seal_and_pack()]
        return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
