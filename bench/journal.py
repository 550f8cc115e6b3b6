"""What an entry costs in the database, when the journal holds 0, 100,000 and 1,000,000.

    python bench/journal.py [ENTRIES]

`append` is `record` in the transaction of an act that writes a thousand, `append, committed` one
with a transaction to itself. `proof` reads its nodes from the database. Times are of the
processor, each; `statements` are of SQL.
"""

import random
import sys
from collections.abc import Callable
from typing import Any

from _scratch import Stopwatch, fast_writes, percentile, scratch_site

TARGET = 1.0  # ms, for an append and for a proof
COUNT = 500


def fill_to(size: int) -> None:
    from _entries import BulkJournal, plain_entries
    from django.utils import timezone

    with fast_writes():
        journal = BulkJournal()
        plain_entries(journal, range(journal.size, size), at=timezone.localtime())
        journal.end()


def append(number: int) -> None:
    from chahe.web.journal.actions import record

    detail = {"inspection": "8888-115年11月-CC-17010", "rule": "七、(一)2"}
    record("paper.prepared", subject=f"paper:{number}", by=None, firm="9001", detail=detail)


def measure(what: str, act: Callable[[int], Any], *, target: float = 0, count: int = COUNT) -> bool:
    """Print what one act costs, the middle and the 95th of a hundred; False when over target."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    act(0)
    with CaptureQueriesContext(connection) as asked:
        act(1)
    took = []
    for number in range(count):
        with Stopwatch() as each:
            act(number + 2)
        took.append(1000 * each.cpu)
    middle, high = percentile(took, 0.5), percentile(took, 0.95)
    kept = not target or middle < target
    aim = f"  < {target:g} ms{'' if kept else '  MISSED'}" if target else ""
    print(f"  {what:24}{middle:8.3f} ms{high:8.3f} ms{len(asked):6} statements{aim}")
    return kept


def at_size(size: int) -> bool:
    from django.db import transaction

    from chahe.web.journal import queries
    from chahe.web.journal.actions import sign_head
    from chahe.web.journal.models import Entry

    fill_to(size)
    print(f"{size:,} entries")
    with transaction.atomic():
        kept = measure("append", append, target=TARGET, count=2 * COUNT)
    measure("append, committed", transaction.atomic(append))
    grown = Entry.objects.count()
    drawn = random.Random(7)
    entries = [Entry.objects.get(pk=drawn.randrange(grown)) for _ in range(COUNT + 2)]
    head = sign_head()
    kept &= measure(
        "proof", lambda each: queries.prove([entries[each]], size=head.size), target=TARGET
    )
    measure("proof with head and key", lambda each: queries.proof_of(entries[each]))
    assert queries.proof_of(entries[0]).included and queries.proof_of(entries[0]).signed

    def grow_and_sign(number: int) -> None:
        append(number)
        sign_head()

    measure("append and sign a head", transaction.atomic(grow_and_sign), count=100)
    return kept


def main(entries: int) -> int:
    with scratch_site():
        kept = [at_size(size) for size in (0, entries // 10, entries)]
        from chahe.web.journal.verify import verify_ledger

        with Stopwatch() as took:
            assert verify_ledger() == []
        print(f"all of it verified in {took.cpu:.0f} s of the processor")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
