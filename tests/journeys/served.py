"""A site served by processes of its own: real server, real SQLite, real worker beside it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds for a server to begin; the demonstration is made first


def outside(**variables: str) -> dict[str, str]:
    """Return an environment without anything of this run of the tests in it."""
    ours = ("CHAHE_", "DJANGO_", "PYTEST_", "COV_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **variables}


class Served:
    """`chahe serve` or `chahe demo` over a folder of its own, until `stop`."""

    def __init__(self, home: Path, *command: str, **variables: str) -> None:
        self.home = home
        self.environment = outside(CHAHE_HOME=str(home), **variables)
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home / "server.log"
        home.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "chahe", *command, "--port", str(self.port)],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self._await()
        except BaseException:
            self.stop()
            raise

    def _await(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/health/", timeout=5) as answer:
                    assert answer.read() == b"ok\n"
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise RuntimeError(f"the site did not begin:\n{self.log.read_text()}")

    def run(self, module: str, *arguments: str) -> Any:
        """Run a module of this folder beside the server, on the same data; return its JSON."""
        return json.loads(self._beside(f"tests.journeys.{module}", *arguments))

    def command(self, *arguments: str) -> str:
        """Run `chahe` beside the server, on the same data; return what it prints."""
        return self._beside("chahe", *arguments)

    def _beside(self, module: str, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "chahe.web.settings"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def stop(self) -> None:
        """End the server and whatever it has begun."""
        for blow in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, blow)
                self.process.wait(timeout=5)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self.process.wait()


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
