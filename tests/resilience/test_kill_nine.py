"""A few kills of the real processes; by hand, and in longer runs, `kill_nine.py` does fifty."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
KILLS = 2


def test_nothing_is_lost_or_half_when_the_site_is_killed():
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("CHAHE_")
    }
    run = subprocess.run(
        [sys.executable, "tests/resilience/kill_nine.py", str(KILLS)],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert "nothing lost, nothing half" in run.stdout
