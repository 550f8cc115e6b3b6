"""From a paper's evidence to what a check says of it; whatever goes wrong, it fails closed."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DatabaseError

from chahe.checks import Result, load_checks
from chahe.readers import ReadError, Source, Table, load_readers, read_any
from chahe.web.evidence import storage
from chahe.workflow import Verdict

from .evidence_state import stale_reasons
from .models import Attachment, CheckRun
from .queries_thresholds import figures_for, figures_told

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """A result, the evidence it rests on by digest, its rows as JSON can hold them, and figures."""

    result: Result
    inputs: list[dict[str, str]]
    rows: list[dict[str, Any]]
    figures: list[dict[str, Any]]


class Cancelled(Exception):
    """Nobody wants the result any more."""


class _Unreadable(Exception):
    """A piece of evidence that cannot be relied on; says which and why."""


def run_on_evidence(run: CheckRun, *, progress: Callable[[int], None]) -> Outcome:
    """Read the evidence attached to a run's paper that its check can use, and run it.

    Evidence that no reader knows is left alone; evidence that is stale, damaged or unreadable
    makes the verdict 證據不足，with the reason. `progress` may raise Cancelled.
    """
    check = load_checks()[run.check_id]
    figures = figures_for(run, check)
    attachments = list(run.paper.attachments.select_related("evidence__blob"))
    inputs: list[dict[str, str]] = []
    tables: dict[str, tuple[Table, ...]] = {}
    try:
        for done, attachment in enumerate(attachments, 1):
            table = _read(attachment, run, wanted=(*check.needs, *check.may_use))
            if table:
                inputs.append(_input(attachment, table))
                tables[table.kind] = (*tables.get(table.kind, ()), table)
            progress(10 + 60 * done // len(attachments))
        result = check.run(tables, on=run.on, parameters=figures)
    except _Unreadable as error:
        result = Result(Verdict.INSUFFICIENT, str(error), 0)
    except (Cancelled, DatabaseError):
        raise  # nothing is wrong with the evidence; after the latter `jobs.reap` lets us try again
    except Exception as error:  # whatever else it is, the run ends, and never as 符合
        logger.exception("check %s failed on run %s", run.check_id, run.pk)
        kind = type(error).__name__
        reason = f"檢測程式發生錯誤（{kind}），無法判定；請把這個訊息告訴系統管理者。"
        result = Result(Verdict.INSUFFICIENT, reason, 0)
    rows = [plain_row(row) for row in result.rows]
    return Outcome(result, inputs, rows, figures_told(check, figures))


def _read(attachment: Attachment, run: CheckRun, *, wanted: tuple[str, ...]) -> Table | None:
    evidence = attachment.evidence
    if not storage.verify(evidence.blob_id):
        raise _Unreadable(f"佐證「{evidence.name}」的內容與收到時不同或已遺失，請查明並重新取得。")
    source = Source(evidence.name, lambda: storage.open(evidence.blob_id))
    if not any(reader.kind in wanted for reader in _readers_of(source)):
        return None
    if stale := stale_reasons(run.paper.inspection, [attachment], on=run.on):
        raise _Unreadable(f"{stale[evidence.pk]}，不能據以判定。")
    try:
        table = read_any(source)
    except ReadError as error:
        raise _Unreadable(f"佐證「{evidence.name}」讀不出來：{error}") from error
    return table if table.kind in wanted else None


def _readers_of(source: Source) -> list[Any]:
    with source.open() as file:
        head = file.read(64 * 1024)
    return [reader for reader in load_readers().values() if reader.sniff(head)]


def _input(attachment: Attachment, table: Table) -> dict[str, str]:
    evidence = attachment.evidence
    return {"name": evidence.name, "sha256": evidence.blob_id, "reader": table.reader}


def plain_row(row: Any) -> dict[str, Any]:
    """Return a row of a table as JSON can hold it."""
    return {name: _word(value) for name, value in row.items()}


def _word(value: Any) -> Any:
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_word(each) for each in value]
    return value.isoformat() if isinstance(value, date) else str(value)
