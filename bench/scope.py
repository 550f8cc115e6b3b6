"""The scope of 70 firms in every book there is. The promise is under one second.

Run `.venv/bin/python bench/scope.py [FIRMS]`. Times are of the processor, one core.
"""

import sys
import time
from datetime import date
from itertools import islice, product
from typing import Any

from chahe.rulebook import fact_kinds, facts_to_ask, in_force, load_editions, scope, what_if

ON = date(2026, 11, 21)


def firms(count: int) -> list[dict[str, Any]]:
    """Return the facts of invented firms, each unlike the one before."""
    made = []
    for channels, number in islice(
        product((("internet",), ("voice",), ("internet", "voice")), range(count)), count
    ):
        facts: dict[str, Any] = {}
        for place, kind in enumerate(fact_kinds().values()):
            facts[kind.id] = {
                "boolean": (number >> place % 6) % 2 == 0,
                "number": number * 100_000_000,
                "choice": next(iter(kind.choices), ""),
                "choices": tuple(islice(kind.choices, 1 + number % 3)),
            }[kind.type]
        made.append(facts | {"order_channels": channels})
    return made


def main(count: int) -> None:
    began = time.process_time()
    editions = load_editions()
    loaded = time.process_time()
    every = firms(count)
    start = time.process_time()
    standings = sum(len(scope(editions, facts=facts, on=ON)) for facts in every)
    scoped = time.process_time()
    for facts in every:
        what_if(editions, facts=facts, changed={"order_channels": ("internet",)}, on=ON)
    asked = time.process_time()
    for _ in every:
        facts_to_ask(editions, facts={}, on=ON)
    done = time.process_time()
    books = len(in_force(editions, on=ON))
    print(
        f"scope: {count} firms × {books} books, {standings:,} rules · read the books "
        f"{loaded - began:.2f} s · scope {scoped - start:.3f} s · what if {asked - scoped:.3f} s"
        f" · questions {done - asked:.3f} s"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 70)
