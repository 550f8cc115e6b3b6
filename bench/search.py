"""How long a search takes among 100,000 texts: our books, and invented findings of 70 firms.

    PYTHONPATH=. python bench/search.py [--texts 100000] [--database postgresql://…/test]

Without a database it is SQLite. On PostgreSQL the texts are in a database of their own, beside the
one named, gone at the end. Findings are sentences drawn from our own rules, so common words are
as common as they are. `list` is what typing asks for, eight of what was found and how many that is;
`page` the same over HTTP (Django's test client); `results` a page of twenty with its counts. The
promise is that the list takes less than 50 ms of the processor, ours and PostgreSQL's together.
"""

import argparse
import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

from _scratch import Stopwatch, fast_writes, percentile, scratch_site

PROMISED = 0.050
FIRMS, SENTENCES, ROUNDS = 70, 8, 9
ASKED = (
    "防火牆", "日誌", "資訊", "弱點掃描", "密碼 變更", "公司是否", "CC-17010", "7(1)b(c)",
    "107年", "fire", "沒有這個詞", "每月 異常 紀錄 檢視", "密",
)  # fmt: skip


@contextmanager
def own_database(url: str) -> Iterator[None]:
    """Make a database beside the one a URL names, and drop it at the end."""
    import psycopg

    name = f"chahe_bench_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        os.environ["CHAHE_DATABASE_URL"] = f"{url.rpartition('/')[0]}/{name}"
        try:
            yield
        finally:
            from django.db import connections

            connections.close_all()
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def fill(texts: int) -> None:
    """Fill the index: the books as they are, then findings of every firm in turn."""
    from django.db import connection

    from chahe.web.accounts.models import User
    from chahe.web.accounts.roles import Role
    from chahe.web.firms.models import Firm, Membership
    from chahe.web.search.actions import CHUNK, keep, refresh
    from chahe.web.search.models import IndexedText

    firms = [Firm.objects.create(code=str(9000 + n), name=f"第{n}證券") for n in range(FIRMS)]
    for name, role, firm in (
        (f"officer-{firms[0].code}", Role.SECURITY_OFFICER, firms[0]),
        ("supervisor", Role.SUPERVISOR, None),
    ):
        user = User.objects.create(username=name, name=name, password_changed_at=_now())
        Membership.objects.create(user=user, role=role, firm=firm)
    refresh()
    entries = invented(texts - IndexedText.objects.count(), firms)
    with fast_writes() if connection.vendor == "sqlite" else index_afterwards():
        while some := [entry for _, entry in zip(range(CHUNK), entries, strict=False)]:
            keep(some)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


@contextmanager
def index_afterwards() -> Iterator[None]:
    """Let PostgreSQL index the words when all are there, which is quicker."""
    from django.db import connection

    made = import_module("chahe.web.search.migrations.0001_initial").POSTGRESQL
    (index,) = [sql for sql in made if "USING gin" in sql]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {index.split()[2]}")
        yield
        cursor.execute(index)


def invented(count: int, firms: list[Any]) -> Iterator[Any]:
    from chahe.rulebook import load_editions
    from chahe.web.search.entries import Entry
    from chahe.web.search.models import Kind

    draw = random.Random(115)
    rules = [rule for edition in load_editions() for rule in edition.rules if rule.question]
    for number in range(1, count + 1):
        rule = draw.choice(rules)
        said = [draw.choice(rules).question for _ in range(SENTENCES)]
        yield Entry(
            Kind.FINDING, f"finding:{number}", number, (f"115-{number:04}", rule.ref),
            draw.choice(rules).title, "\n".join(said), firm_id=draw.choice(firms).pk, note="待改善",
        )  # fmt: skip


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def measure(who: str) -> bool:
    """Print how long each question takes one user; say whether the promise is kept."""
    from pages import Visitors

    from chahe.web.accounts.models import User
    from chahe.web.firms.models import Firm
    from chahe.web.search.queries import best
    from chahe.web.search.terms import ask

    firm = Firm.objects.earliest("pk")
    client = Visitors(who).of(firm)
    user = User.objects.get(username=who if who == "supervisor" else f"{who}-{firm.code}")
    kept = True
    for typed in ASKED:
        question = ask(typed)
        found = best(user, question, shown=8)[1].count
        took = Took(lambda question=question: best(user, question, shown=8))
        page = Took(lambda typed=typed: client.get("/search/typed/", {"q": typed}, headers=HX))
        results = Took(lambda typed=typed: client.get("/search/", {"q": typed}))
        print(
            f"{who:11} {found:>7,} found · list {took} · page {page} · results {results} · {typed}"
        )
        kept &= took.fast
    return kept


HX = {"HX-Request": "true"}


class Took:
    """Milliseconds of the processor and of the wall: the middle one of a few."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self.cpu, self.wall = [], []
        for _ in range(ROUNDS):
            began = of_the_engine()
            with Stopwatch() as watch:
                act()
            self.cpu.append(1000 * watch.cpu + of_the_engine() - began)
            self.wall.append(1000 * watch.wall)

    @property
    def fast(self) -> bool:
        return percentile(self.cpu, 0.5) < 1000 * PROMISED

    def __str__(self) -> str:
        return f"{percentile(self.cpu, 0.5):4.0f} cpu {percentile(self.wall, 0.5):4.0f} wall"


def of_the_engine() -> float:
    """Return the milliseconds of the processor that our backend of PostgreSQL has had."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    with own_database(asked.database) if asked.database else nullcontext(), scratch_site():
        with Stopwatch() as took:
            fill(asked.texts)
        print(
            f"{asked.texts:,} texts indexed in {took.wall:.0f} s, {took.cpu:.0f} s of the processor"
        )
        kept = [measure("officer"), measure("supervisor")]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
