"""Take evidence in, pass it on, withdraw it."""

import logging
from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from ..file_names import clean_name
from ..journal.actions import record
from . import sniff, storage
from .conditions import accept_lengths, accept_times, accept_words
from .models import Blob, Custody, Evidence
from .refusals import NO_ROOM, EvidenceDamaged, Refused
from .upload import IncomingFile

LOG = logging.getLogger(__name__)
Period = tuple[date, date]


def receive(
    *,
    firm: Any,
    by: Any,
    upload: IncomingFile,
    kind: str,
    collected_on: date,
    where_from: str,
    title: str = "",
    period: Period | None = None,
    valid_until: date | None = None,
    tool: str = "",
    purpose: str = "",
) -> Evidence:
    """Take in a streamed file: its bytes reach their place, then all its rows at once.

    `upload` is a file of `request.FILES`. `period` is half-open; `valid_until` is the last day it
    may be used. `where_from` says where the file came from, `tool` what made it, with its version.

    :raises Refused: if the file, its name, its kind or its days cannot be trusted
    """
    name = clean_name(upload.name or "")
    at = timezone.now()
    accept_words(kind=kind, where_from=where_from, title=title, tool=tool, purpose=purpose)
    accept_times(period=period, collected_on=collected_on, valid_until=valid_until, at=at)
    media_type = sniff.accept(upload.incoming.reading(), name=name, kind=kind)
    digest, size = _placed(upload)
    with transaction.atomic():
        blob, _ = Blob.objects.get_or_create(
            sha256=digest, defaults={"size": size, "media_type": media_type, "stored_at": at}
        )
        start, end = period or (None, None)
        evidence = Evidence.objects.create(
            firm=firm,
            blob=blob,
            name=name,
            kind=kind,
            title=title,
            period_start=start,
            period_end=end,
            collected_on=collected_on,
            uploaded_at=at,
            valid_until=valid_until,
            uploaded_by=by,
        )
        note_custody(
            evidence,
            act=Custody.Act.UPLOADED,
            by=by,
            where_from=where_from,
            tool=tool,
            purpose=purpose,
            detail={
                "name": name,
                "kind": kind,
                "size": size,
                "period": [str(day) for day in period or ()],
                "collected_on": str(collected_on),
                "valid_until": str(valid_until or ""),
            },
        )
    return evidence


def receive_bytes(*, name: str, content: bytes | BinaryIO, **said: Any) -> Evidence:
    """Take in bytes already here, or an open binary file, as `receive` does an upload.

    `said` is what `receive` takes, but for `upload`.

    :raises Refused: as `receive` does, and when there are too many bytes
    """
    with IncomingFile.of(_chunks(content), name=name) as upload:
        return receive(upload=upload, **said)


def _placed(upload: IncomingFile) -> tuple[str, int]:
    try:
        return storage.place(upload.incoming)
    except OSError:
        LOG.exception("an upload could not be placed")
        raise Refused(NO_ROOM) from None


def _chunks(content: bytes | BinaryIO) -> Iterable[bytes]:
    if isinstance(content, bytes):
        return [content]
    return iter(lambda: content.read(storage.CHUNK), b"")


def note_custody(
    evidence: Evidence,
    *,
    act: Custody.Act,
    by: Any = None,
    where_from: str = "",
    tool: str = "",
    purpose: str = "",
    detail: dict[str, Any] | None = None,
) -> Custody:
    """Add a link to the chain of custody, and its entry to the journal."""
    with transaction.atomic():
        link = Custody.objects.create(
            evidence=evidence,
            at=timezone.now(),
            by=by,
            act=act,
            where_from=where_from,
            tool=tool,
            purpose=purpose,
        )
        told = {"where_from": where_from, "tool": tool, "purpose": purpose, **(detail or {})}
        record(
            f"evidence.{act}",
            subject=f"evidence:{evidence.pk}",
            by=by,
            firm=evidence.firm.code,
            after=evidence.digest,
            detail={word: value for word, value in told.items() if value},
        )
    return link


def withdraw(evidence: Evidence, *, by: Any, reason: str) -> None:
    """Say that evidence is no longer to be used, and why. It stays, with its file.

    :raises Refused: without a reason, or if it was withdrawn before
    """
    reason = reason.strip()
    if not reason:
        raise Refused("請填寫撤回理由", about="reason")
    accept_lengths(reason=reason)
    with transaction.atomic():
        changed = Evidence.objects.filter(pk=evidence.pk, withdrawn_at__isnull=True).update(
            withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_reason=reason
        )
        if not changed:
            raise Refused("這件佐證先前已撤回", about="reason")
        note_custody(evidence, act=Custody.Act.WITHDRAWN, by=by, purpose=reason)
    evidence.refresh_from_db()


def verify(evidence: Evidence, *, by: Any = None) -> bool:
    """Hash a file's bytes again; the answer, whichever it is, joins its chain of custody."""
    intact = storage.verify(evidence.digest)
    _note_verified(evidence, by=by, intact=intact)
    return intact


def _note_verified(evidence: Evidence, *, by: Any, intact: bool) -> None:
    note_custody(
        evidence,
        act=Custody.Act.VERIFIED,
        by=by,
        purpose="重新計算摘要，相符" if intact else "重新計算摘要，不符或檔案遺失",
        detail={"result": "intact" if intact else "damaged"},
    )


def hand_over(evidence: Evidence, *, by: Any, purpose: str = "") -> BinaryIO:
    """Open a file for somebody to take away, once its bytes are found to be the right ones.

    :raises EvidenceDamaged: if they are not, which joins the chain of custody
    """
    try:
        stream = storage.open(evidence.digest)
    except OSError:
        stream = None
    if stream is None or not storage.is_whole(stream, evidence.digest):
        if stream:
            stream.close()
        _note_verified(evidence, by=by, intact=False)
        raise EvidenceDamaged(evidence)
    note_custody(evidence, act=Custody.Act.DOWNLOADED, by=by, purpose=purpose)
    stream.seek(0)
    return stream


def sweep() -> int:
    """Remove what uploads cut short have left behind for over a day; return how many files."""
    return storage.sweep(_with_rows)


def _with_rows(digests: list[str]) -> set[str]:
    return set(Blob.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
