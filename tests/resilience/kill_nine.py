"""Kill the site's processes at random moments of real work, and see that nothing is lost or half.

    PYTHONPATH=src:. python tests/resilience/kill_nine.py [KILLS] [--seed N] [--home DIR]

Real processes (`chahe serve`, every third time with `chahe worker` apart), real HTTP: a slow
upload of some megabytes, checks of a FortiGate backup, and papers signed by three people, all at
once. After each kill the site is started again and everything `truths.py` knows is looked at.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.resilience.people import Office
from tests.resilience.scene import make_scene
from tests.resilience.site import Site
from tests.resilience.truths import Truths

EARLIEST, LATEST = 0.2, 2.5  # seconds after work has begun
SETTLING = 60  # seconds in which a check whose worker died must be done


def set_up(home: Path) -> None:
    os.environ.update(CHAHE_HOME=str(home), CHAHE_DEMO="1", CHAHE_SECRET_KEY="resilience")
    os.environ["DJANGO_SETTINGS_MODULE"] = "chahe.web.settings"
    os.environ.pop("CHAHE_DATABASE_URL", None)
    os.environ["PYTHONPATH"] = "src"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


class Killer:
    """`hits` counts what was under way when the site was killed."""

    def __init__(self, site: Site, office: Office, draw: random.Random, today: Any) -> None:
        self.site, self.office, self.draw, self.today = site, office, draw, today
        self.hits: Counter[str] = Counter()
        self.starts: list[float] = []

    def kill_once(self, *, apart: bool) -> None:
        self.starts.append(self.site.start(apart=apart))
        workers = self.office.begin(self.today)
        time.sleep(self.draw.uniform(EARLIEST, LATEST))
        self.hits.update(worker.doing for worker in workers if worker.is_alive())
        self.site.kill()
        for worker in workers:
            worker.join()
        self._note_left()

    def settle(self) -> None:
        """Start the site again, and wait until every check that was asked for is done."""
        from chahe.web.inspections.models import CheckRun

        self.site.start(apart=False)
        until = time.monotonic() + SETTLING
        while CheckRun.objects.exclude(state="done").exists() and time.monotonic() < until:
            time.sleep(0.05)

    def _note_left(self) -> None:
        from django.conf import settings
        from django_tasks_db.models import DBTaskResult

        from chahe.web.evidence.models import Blob

        root = Path(settings.EVIDENCE_ROOT)
        known = set(Blob.objects.values_list("sha256", flat=True))
        # what is left of a killed upload stays for a day, then `sweep` takes it: a running total
        self.hits["files half received"] = len(list(root.glob("incoming/*")))
        self.hits["files placed with no row"] = len(
            {path.name for path in root.glob("sha256/??/??/*")} - known
        )
        self.hits["checks whose worker died"] += DBTaskResult.objects.filter(
            status="RUNNING"
        ).count()


def main(kills: int, seed: int, home: Path) -> int:
    set_up(home)
    from django.utils import timezone

    from chahe.web.demo.people import PASSWORD

    today = timezone.localdate()
    office = Office(*make_scene(today))
    site, truths = Site(home), Truths()
    killer = Killer(site, office, random.Random(seed), today)
    site.start(apart=False)
    office.sign_in(site.port, PASSWORD)
    site.kill()
    for number in range(1, kills + 1):
        killer.kill_once(apart=number % 3 == 0)
        killer.settle()
        broken = truths.broken(office.told, again=number == kills)
        site.kill()
        if broken:
            print(f"kill {number} of {kills}, seed {seed}:", *broken, sep="\n  ")
            return 1
    told = office.told
    print(f"{kills} kills, seed {seed}: nothing lost, nothing half, the ledger verifies")
    print(f"  acknowledged: {len(told.uploads)} uploads, {len(told.signatures)} signatures")
    print("  under way when killed:", dict(killer.hits))
    print(f"  start to first answer: {min(killer.starts):.1f}–{max(killer.starts):.1f} s")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=50)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--home", type=Path, help="kept afterwards")
    asked = parser.parse_args()
    home = asked.home or Path(tempfile.mkdtemp(prefix="chahe-kill-"))
    home.mkdir(parents=True, exist_ok=True)
    try:
        sys.exit(main(asked.kills, asked.seed, home))
    finally:
        if not asked.home:
            shutil.rmtree(home)
