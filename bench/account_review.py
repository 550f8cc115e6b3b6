"""10^6 accounts against a roster of 10^6 people. The promise is a check under two seconds.

Run `.venv/bin/python bench/account_review.py [ACCOUNTS]`. The tables are made in memory: reading is
not measured.
"""

import gc
import sys
import time
from collections.abc import Iterator
from datetime import date

from chahe.checks import load_checks
from chahe.deadlines import days_after
from chahe.readers import Row, Table

ON = date(2026, 11, 21)
_DAYS = tuple(days_after(ON, -number) for number in range(400))


def accounts(count: int) -> Iterator[Row]:
    """Yield accounts of which every hundredth breaks a rule."""
    for number in range(count):
        broken = number % 100 == 0
        yield {
            "account": f"user{number:07}",
            "display_name": f"人員{number:07}",
            "enabled": number % 20 != 1,
            "employee_id": f"A{number:07}",
            "last_logon": _DAYS[number % 400 if broken else number % 90],
            "password_set": _DAYS[number % 90],
            "password_never_expires": broken,
            "created": _DAYS[399],
            "expires": None,
            "groups": ("Staff",),
            "privileged": number % 1000 == 7,
            "owner": "",
            "owner_from": "",
            "shared_hint": "",
            "line": number + 2,
        }


def people(count: int) -> Iterator[Row]:
    """Yield the people of the accounts, of whom every five-hundredth has left."""
    for number in range(count):
        gone = number % 500 == 3
        yield {
            "employee_id": f"A{number:07}",
            "name": f"人員{number:07}",
            "account": f"user{number:07}",
            "department": "營業部",
            "joined": _DAYS[399],
            "left": _DAYS[30] if gone else None,
            "status": "left" if gone else "active",
            "line": number + 2,
        }


def main(count: int) -> None:
    tables = {
        "accounts": (Table("accounts", tuple(accounts(count)), "ad.csv", "bench"),),
        "people": (Table("people", tuple(people(count)), "hr.csv", "bench"),),
    }
    check = load_checks()["account_review"]
    gc.collect()  # what making the tables left
    began = time.process_time()
    result = check.run(tables, on=ON)
    done = time.process_time()
    print(
        f"account_review: {count:,} accounts and people · {done - began:.3f} s of the processor · "
        f"{len(result.rows):,} rows · {result.verdict.label}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
