"""Time every report in every format: 60 papers, each with a check of 40 exception rows.

Run: PYTHONPATH=src:. .venv/bin/python bench/documents.py [PAPERS]
"""

import resource
import sys
from dataclasses import replace
from time import perf_counter

from tests.documents.record_fixture import ANY_SOURCE, MADE_AT, OPEN_RULES, RECORD

from chahe.documents.record import InspectionRecord
from chahe.documents.reports import load_reports
from chahe.documents.writers import load_writers

ROWS = 40


def large(papers: int) -> InspectionRecord:
    rows = tuple(
        {"policy": str(n), "why": "來源 all，服務 SSH", "source": "fw01.conf", "line": n * 9}
        for n in range(ROWS)
    )
    check = replace(ANY_SOURCE, rows=rows, population=5_000)
    return replace(
        RECORD,
        papers=tuple(
            replace(OPEN_RULES, path=f"7.{n}", ref=f"七、(一){n}", checks=(check,))
            for n in range(papers)
        ),
        findings=tuple(
            replace(RECORD.findings[0], number=f"115-{n:03}", path=f"7.{n}")
            for n in range(papers // 6)
        ),
    )


def main(papers: int) -> None:
    record = large(papers)
    for report in load_reports().values():
        document = report.build(record, made_at=MADE_AT)
        for writer in load_writers().values():
            started = perf_counter()
            content = writer.write(document)
            seconds = perf_counter() - started
            print(
                f"{report.id:18} {writer.suffix:5} {seconds:6.2f} s {len(content) / 1000:8.0f} kB"
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{papers} papers, peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
