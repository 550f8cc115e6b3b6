"""佐證請求: ask, remind and take back; answer once, for everything that asks the same."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.rulebook import evidence_kinds
from chahe.web.evidence.models import Evidence
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from ..kinds import kind_allows
from ..models import Inspection, Request, RequestFile
from ..queries_requests import reminded
from ..serving import counts_for, served_by
from .evidence import attach_evidence


@transaction.atomic
def ask_for_evidence(
    *, inspection: Inspection, kind: str, asked_of: Any, due_on: date, by: Any, note: str = ""
) -> Request:
    """Ask a person of the firm for a kind of evidence, by a day.

    :raises Refused: if the inspection is sealed, the kind is unknown, the person is not of the
        firm or answers no inspection of this kind, or the same has been asked and not answered
    """
    if not inspection.is_open:
        raise Refused("查核已封存，不能再請求佐證。")
    if kind not in evidence_kinds():
        raise Refused(f"沒有「{kind}」這種佐證。")
    if not asked_of.memberships.filter(firm=inspection.firm_id).exists():
        raise Refused("請求對象不是這家證券商的人員。")
    if not kind_allows(asked_of, inspection.firm, "requests.answer", inspection.kind):
        label = inspection.get_kind_display()
        raise Refused(f"{asked_of}沒有回覆{label}佐證請求的角色，請改向其他人請求。")
    try:
        with transaction.atomic():
            request = Request.objects.create(
                inspection=inspection,
                kind=kind,
                asked_of=asked_of,
                asked_by=by,
                asked_at=timezone.now(),
                due_on=due_on,
                note=note,
            )
    except IntegrityError:
        raise Refused(f"已經向{asked_of}請求過「{evidence_kinds()[kind]}」，還在等回覆。") from None
    _journal("request.asked", request, by)
    return request


@transaction.atomic
def ask_for_all(
    *,
    inspection: Inspection,
    wanted: Mapping[str, Any],
    due_on: date,
    by: Any,
    note: str = "",
) -> list[Request]:
    """Ask for several kinds of evidence at once, each of its person, by one day; all or none.

    :raises Refused: as `ask_for_evidence` does, or when nothing is asked
    """
    if not wanted:
        raise Refused("請至少為一種佐證選擇請求對象。")
    return [
        ask_for_evidence(
            inspection=inspection, kind=kind, asked_of=person, due_on=due_on, by=by, note=note
        )
        for kind, person in wanted.items()
    ]


@transaction.atomic
def answer_request(
    *,
    request: Request,
    evidence: Evidence,
    by: Any,
    more: Iterable[Evidence] = (),
    also: Iterable[Request] = (),
) -> int:
    """Answer a request with a file, or `more`: attach each to every draft that asked for it.

    Those are the drafts of the inspection that expect its kind, and those of the firm's other open
    inspections of the same kind whose rules ask the same, where a file counts for their period.
    `also` are other requests of the same person for the same, answered by the same files. Return
    how many papers are served.

    :raises Refused: if one was answered, asks another person or for another kind of evidence, or
        a file is of another kind or firm, or withdrawn
    """
    files = list({each.pk: each for each in (evidence, *more)}.values())
    held = _hold(request, also)
    for file in files:
        _accept(file, held[0])
    return len({pk for each in held for pk in _answer_one(each, files, by)})


def _accept(file: Evidence, request: Request) -> None:
    if file.kind != request.kind:
        raise Refused("佐證的種類與請求的不同。")
    if file.firm_id != request.inspection.firm_id:
        raise Refused("這份佐證不屬於這家證券商。")
    if file.withdrawn_at:
        raise Refused(f"佐證「{file.name}」已撤回，不能使用。")


def _answer_one(request: Request, files: Sequence[Evidence], by: Any) -> list[int]:
    """Answer one request that is held; return the papers served."""
    served, today, attached = served_by(request), timezone.localdate(), []
    for paper in sorted(served.drafts, key=lambda paper: paper.pk):
        own = paper.inspection_id == request.inspection_id
        counting = [file for file in files if own or counts_for(paper, file, on=today)]
        known = set(paper.attachments.values_list("evidence", flat=True))
        for file in counting:
            if file.pk not in known:
                attach_evidence(paper=paper, evidence=file, by=by)
        if counting:
            attached.append(paper)
    request.answer, request.answered_by, request.answered_at = files[0], by, timezone.now()
    request.save(update_fields=["answer", "answered_by", "answered_at"])
    RequestFile.objects.bulk_create(
        RequestFile(request=request, evidence=file) for file in files[1:]
    )
    elsewhere = [each for each in attached if each.inspection_id != request.inspection_id]
    _journal(
        "request.answered",
        request,
        by,
        after=files[0].digest,
        evidence=files[0].name,
        more=[[file.name, file.digest] for file in files[1:]],
        elsewhere=[f"{each.inspection.number} {each.ref}" for each in elsewhere],
    )
    return [paper.pk for paper in attached]


@transaction.atomic
def answer_no_occurrence(
    *, request: Request, reason: str, by: Any, also: Iterable[Request] = ()
) -> int:
    """Answer that nothing of it happened in the period, and why; return how many requests.

    It is what the person says, shown on the papers that asked; their preparer decides on it.

    :raises Refused: if no reason is given, or one was answered or asks another person or kind
    """
    reason = reason.strip()
    if not reason:
        raise Refused("請寫明本期未發生的理由。")
    held = _hold(request, also)
    for each in held:
        each.no_occurrence, each.answered_by, each.answered_at = reason, by, timezone.now()
        each.save(update_fields=["no_occurrence", "answered_by", "answered_at"])
        _journal("request.no_occurrence", each, by, reason=reason)
    return len(held)


@transaction.atomic
def remind_again(*, request: Request, by: Any) -> None:
    """Remind who was asked once more; their list shows when.

    :raises Refused: if it was answered, or they were reminded today
    """
    (request,) = _hold(request)
    last = Request.objects.annotate(at=reminded()).values_list("at", flat=True).get(pk=request.pk)
    if last and timezone.localdate(last) == timezone.localdate():
        raise Refused("今天已經提醒過了。")
    _journal("request.reminded", request, by)


@transaction.atomic
def withdraw_request(*, request: Request, reason: str, by: Any) -> None:
    """Take back a request nobody has answered; the inspection's history keeps it, and why.

    :raises Refused: if it was answered, or no reason is given
    """
    (request,) = _hold(request)
    if not reason.strip():
        raise Refused("請寫明撤回的理由。")
    about = f"inspection:{request.inspection_id}"  # which is still there to be looked at
    _journal("request.withdrawn", request, by, subject=about, reason=reason.strip())
    request.delete()


def _hold(request: Request, also: Iterable[Request] = ()) -> list[Request]:
    """Return requests as they are now, held until the transaction ends, the first one first.

    :raises Refused: if one was answered, or is not of the same firm, person and kind of evidence
    """
    wanted = {request.pk, *(each.pk for each in also)}
    rows = Request.objects.select_for_update(of=("self",)).select_related(
        "inspection__firm", "asked_of"
    )
    held = {each.pk: each for each in rows.filter(pk__in=wanted).order_by("pk")}
    if set(held) != wanted:
        raise Refused("有佐證請求已經撤回，請重新整理頁面。")
    first = held.pop(request.pk)
    for each in (first, *held.values()):
        if each.answered_at:
            raise Refused("這個請求已經回覆過了。")
        if _who_and_what(each) != _who_and_what(first):
            raise Refused("一次只能回覆同一人、同一種佐證的請求。")
    return [first, *held.values()]


def _who_and_what(request: Request) -> tuple[int, int, str]:
    return request.inspection.firm_id, request.asked_of_id, request.kind


def _journal(
    act: str, request: Request, by: Any, *, after: str = "", subject: str = "", **detail: Any
) -> None:
    record(
        act,
        subject=subject or f"request:{request.pk}",
        by=by,
        firm=request.inspection.firm.code,
        after=after,
        detail={
            "inspection": request.inspection.number,
            "kind": request.kind,
            "of": request.asked_of.username,
            "due": request.due_on,
            **{word: value for word, value in detail.items() if value},
        },
    )
