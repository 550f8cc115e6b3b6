"""A real site in processes of its own, which are killed with no warning."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

SLOW = 60  # seconds in which a site must answer


class Site:
    """`chahe serve`, with its worker in a thread beside it or as `chahe worker`."""

    def __init__(self, home: Path) -> None:
        self.home, self.processes = home, []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = (home / "log").open("ab")

    def start(self, *, apart: bool) -> float:
        """Start it and wait for its first answer; return the seconds that took."""
        begun = time.monotonic()
        serve = ["serve", "--port", str(self.port)]
        commands = [[*serve, "--no-jobs"], ["worker"]] if apart else [serve]
        self.processes = [self._run(command) for command in commands]
        while not self._answers():
            if time.monotonic() - begun > SLOW or self.processes[0].poll() is not None:
                raise RuntimeError(f"the site does not start: {self.home / 'log'}")
            time.sleep(0.02)
        return time.monotonic() - begun

    def kill(self) -> None:
        """End every process of the site at once, as a power cut would."""
        for process in self.processes:
            os.killpg(process.pid, signal.SIGKILL)
        for process in self.processes:
            process.wait()
        self.processes = []

    def _run(self, command: list[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "chahe", *command],
            env=os.environ,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()
