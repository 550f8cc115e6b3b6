"""How long the site takes to answer a page, on 70 firms × 300 rules × 2 years (`_market.py`).

    python bench/pages.py [--firms 70] [--years 2] [--home DIR] [--requests 70]

Each page is asked for by a firm's officer and by a supervisor of the whole market, of firms and
things in turn. Times are the server's own (Django's test client, middleware and templates and
all; no network); `queries` is of the database. What is promised is held to the processor's time:
the wall's is as long on a machine that does nothing else. `--home` keeps what was filled.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from _scratch import Stopwatch, percentile, scratch_site

P95, QUERIES = 0.100, 12
PROMISED = {"home", "inspection", "working paper", "findings"}


def pages() -> dict[str, Callable[[Any, Any], str]]:
    """Return, by name, the address of a page of a firm; which thing it shows is drawn."""
    from django.urls import reverse

    from chahe.web.inspections.models import Finding, Inspection, WorkingPaper
    from chahe.web.journal.models import Entry

    def of(name: str, rows: Any, **where: Any) -> Callable[[Any, Any], str]:
        def address(firm: Any, draw: Any) -> str:
            found = rows.filter(**{key: getattr(firm, value) for key, value in where.items()})
            pks = found.order_by().values_list("pk", flat=True)
            return reverse(name, args=[firm.code, draw.choice(list(pks[:4000]))])

        return address

    def listed(name: str, query: str = "") -> Callable[[Any, Any], str]:
        return lambda firm, draw: reverse(name, args=[firm.code]) + query

    opened = WorkingPaper.objects.filter(inspection__state="open")
    return {
        "home": listed("firm_home"),
        "inspection": of("inspection", Inspection.objects, firm_id="pk"),
        "inspection, open": of("inspection", Inspection.objects.filter(state="open"), firm_id="pk"),
        "working paper": of("paper", WorkingPaper.objects, inspection__firm="pk"),
        "working paper, draft": of("paper", opened.filter(state="draft"), inspection__firm="pk"),
        "findings": listed("findings"),
        "findings, a search": listed("findings", "?q=%E6%94%BF%E7%AD%96&state=unfinished"),
        "finding": of("finding", Finding.objects, firm_id="pk"),
        "inspections": listed("inspections"),
        "inspections, last page": listed("inspections", "?page=last&sort=against"),
        "evidence list": listed("evidence"),
        "journal": listed("journal"),
        "journal, one kind": listed("journal", "?group=finding"),
        "journal entry": of("journal_entry", Entry.objects, firm="code"),
    }


class Visitors:
    """Signed-in browsers: an officer of each firm, and one supervisor of them all."""

    def __init__(self, who: str) -> None:
        self.who, self.clients = who, {}

    def of(self, firm: Any) -> Any:
        name = "supervisor" if self.who == "supervisor" else f"{self.who}-{firm.code}"
        if name not in self.clients:
            self.clients[name] = signed_in(name)
        return self.clients[name]


def signed_in(username: str) -> Any:
    from django.test import Client

    from chahe.web.accounts.models import User
    from chahe.web.accounts.sessions import FACTOR

    client = Client(HTTP_HOST="127.0.0.1")
    user = User.objects.get(username=username)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[FACTOR] = True
    session.save()
    return client


def measure(visitors: Visitors, addresses: list[tuple[Any, str]]) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts, walls, cpus, size = set(), [], [], 0
    visitors.of(addresses[0][0]).get(addresses[0][1])  # Django asks the database what it can, once
    for firm, address in addresses[:8]:
        client = visitors.of(firm)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        counts.add(len(asked))
    for firm, address in addresses:
        client = visitors.of(firm)
        with Stopwatch() as took:
            answer = client.get(address)
            size = max(size, len(b"".join(answer)))
        assert answer.status_code == 200, address
        walls.append(took.wall)
        cpus.append(took.cpu)
    return {"queries": counts, "wall": walls, "cpu": cpus, "bytes": size}


def addresses_of(address: Callable[[Any, Any], str], number: int) -> Iterator[tuple[Any, str]]:
    from chahe.web.firms.models import Firm

    draw, firms = random.Random(7), list(Firm.objects.all())
    for each in range(number):
        firm = firms[each * 3 % len(firms)]
        yield firm, address(firm, draw)


def report(number: int) -> bool:
    print(f"{'page':24}{'who':12}{'queries':>8}{'cpu p50':>9}{'cpu p95':>9}{'wall p50':>10}"
          f"{'wall p95':>10}{'kB':>6}")  # fmt: skip
    kept = True
    for name, address in pages().items():
        wanted = list(addresses_of(address, number))
        for who in ("officer", "supervisor"):
            got = measure(Visitors(who), wanted)
            times = [
                1000 * percentile(got[kind], p) for kind in ("cpu", "wall") for p in (0.5, 0.95)
            ]
            low, high = min(got["queries"]), max(got["queries"])
            queries = str(low) if low == high else f"{low}–{high}"
            late = name in PROMISED and (times[1] > 1000 * P95 or high > QUERIES)
            kept &= not late
            print(f"{name:24}{who:12}{queries:>8}{times[0]:7.1f}ms{times[1]:7.1f}ms"
                  f"{times[2]:8.1f}ms{times[3]:8.1f}ms{got['bytes'] / 1000:6.0f}"
                  f"{'  MISSED' if late else ''}")  # fmt: skip
    return kept


def acts() -> dict[str, Callable[[Any], Any]]:
    """Return, by name, what people do to a draft; whoever calls it takes it back."""
    from django.utils import timezone

    from chahe.deadlines import days_after
    from chahe.web.inspections.actions.papers import sign_paper, write_paper
    from chahe.web.inspections.actions.planning import plan_inspection

    values = {"verdict": "insufficient", "conclusion": "佐證不足，下期補齊。"}
    month = days_after(timezone.localdate().replace(day=1), 40)

    def by(paper: Any) -> Any:
        return paper.inspection.planned_by

    def plan(paper: Any) -> Any:
        firm = paper.inspection.firm
        return plan_inspection(firm=firm, section="twse/mechanism#8", on=month, by=by(paper))

    return {
        "plan 32 papers": plan,
        "save a verdict": lambda paper: write_paper(paper=paper, by=by(paper), values=values),
        "sign as prepared": lambda paper: sign_paper(paper=paper, step="prepare", by=by(paper)),
    }


def report_acts(number: int) -> None:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from chahe.web.inspections.models import WorkingPaper

    drafts = WorkingPaper.objects.filter(state="draft", verdict="conforming", checks=[])
    drafts = drafts.select_related("inspection__firm", "inspection__planned_by")
    print(f"{'act':36}{'queries':>8}{'cpu p50':>9}{'cpu p95':>9}")
    for name, act in acts().items():
        cpus = []
        for paper in drafts.order_by("?")[:number]:
            with transaction.atomic(), CaptureQueriesContext(connection) as asked:
                act(paper)
                transaction.set_rollback(True)
            with transaction.atomic(), Stopwatch() as took:
                act(paper)
                transaction.set_rollback(True)
            cpus.append(1000 * took.cpu)
        print(
            f"{name:36}{len(asked):>8}{percentile(cpus, 0.5):7.1f}ms{percentile(cpus, 0.95):7.1f}ms"
        )


def tell_size() -> None:
    from django.conf import settings
    from django.db import connection

    tables = {
        "inspections": ("inspection", "workingpaper", "signature", "attachment", "checkrun"),
        "evidence": ("evidence", "custody"),
        "journal": ("entry",),
    }
    with connection.cursor() as cursor:
        for app, table in ((app, one) for app, held in tables.items() for one in held):
            cursor.execute(f"SELECT count(*) FROM {app}_{table}")
            print(f"  {table:14}{cursor.fetchone()[0]:>12,}")
    size = Path(settings.DATABASES["default"]["NAME"]).stat().st_size
    print(f"  database      {size / 1e6:>9,.0f} MB")


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
        tell_size()
        kept = report(asked.requests)
        report_acts(asked.requests)
        return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
