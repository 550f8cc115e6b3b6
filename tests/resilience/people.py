"""People at work: one uploads, one has checks run, three sign. What they were told is kept."""

import threading
from collections.abc import Callable
from hashlib import sha256
from itertools import count, cycle
from typing import Any

from tests.resilience.browser import Browser, Gone

from chahe.deadlines import format_roc

LINE = b"2026-11-01T00:00:00+08:00,10.0.0.1,10.0.0.2,443,accept\n"
FIRM = "/firms/8888"
RETURNED = 4  # one paper in so many is sent back by its reviewer, and prepared again


class Told:
    """What the site acknowledged, which must be there whatever happens next."""

    def __init__(self) -> None:
        self.uploads: list[tuple[int, str]] = []  # evidence, its digest
        self.signatures: list[tuple[int, int, str]] = []  # paper, round, step
        self.wrong: list[str] = []


class Worker(threading.Thread):
    """Somebody at work until the site goes away; `doing` is what, when it did."""

    def __init__(self, work: Callable[["Worker"], None], told: Told) -> None:
        super().__init__(daemon=True)
        self.work, self.told, self.doing = work, told, ""

    def run(self) -> None:
        try:
            while True:
                self.work(self)
        except (Gone, StopIteration):
            pass
        except Exception as error:
            self.told.wrong.append(f"while {self.doing}: {type(error).__name__} {error}")


class Office:
    """`papers` are drafts without a check, each taken once; `checked` have a machine's evidence."""

    def __init__(self, papers: list[int], checked: list[int]) -> None:
        self.papers, self.checked = iter(papers), cycle(checked)
        self.told, self.number = Told(), count()
        self.browsers: dict[str, Browser] = {}

    def sign_in(self, port: int, password: str) -> None:
        for name in ("officer", "auditor", "ciso", "owner"):
            self.browsers[name] = Browser(port)
            self.browsers[name].sign_in(name, password)

    def begin(self, today: Any) -> list[Worker]:
        """Put everybody to work."""
        self.said = {"collected_on": format_roc(today, "short"), "where_from": "資訊部匯出"}
        workers = [Worker(work, self.told) for work in (self._upload, self._check, self._sign)]
        for worker in workers:
            worker.start()
        return workers

    def _upload(self, worker: Worker) -> None:
        worker.doing = "upload"
        number = next(self.number)
        content = f"upload {number}\n".encode() + LINE * (20_000 + 17_000 * (number % 5))
        said = {**self.said, "kind": "firewall_log"}
        led = self.browsers["owner"].upload(
            f"{FIRM}/evidence/new/", said, f"{number}.log", content, pause=0.02
        )
        self.told.uploads.append((int(led.split("/")[-2]), sha256(content).hexdigest()))

    def _check(self, worker: Worker) -> None:
        worker.doing = "check"
        paper, officer = f"{FIRM}/papers/{next(self.checked)}/", self.browsers["officer"]
        officer.post(f"{paper}check/firewall_exposure/", {})
        while 'hx-trigger="every' in officer.get(paper):
            threading.Event().wait(0.05)

    def _sign(self, worker: Worker) -> None:
        paper = next(self.papers)
        worker.doing = "upload to a paper"
        said, content = {**self.said, "kind": "audit_report"}, f"paper {paper}\n".encode()
        url = f"{FIRM}/papers/{paper}/upload/"
        self.browsers["officer"].upload(url, said, "a.txt", content, pause=0)
        worker.doing = "sign"
        words = {"verdict": "insufficient", "conclusion": "佐證不足，下期補齊。", "prepare": "1"}
        self._signed("officer", paper, 1, "prepare", "write", words)
        if paper % RETURNED == 0:
            self._signed("auditor", paper, 1, "return", "return", {"comment": "請補母體。"})
            self._signed("officer", paper, 2, "prepare", "write", words)
        again = 2 if paper % RETURNED == 0 else 1
        self._signed("auditor", paper, again, "review", "review", {})
        self._signed("ciso", paper, again, "approve", "approve", {})

    def _signed(self, who: str, paper: int, round_: int, step: str, act: str, said: Any) -> None:
        self.browsers[who].post(f"{FIRM}/papers/{paper}/{act}/", said)
        self.told.signatures.append((paper, round_, step))
