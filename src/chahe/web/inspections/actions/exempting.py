"""例外核准: an exception of a check that may stand until a day; one asks, another decides."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.checks import identity, load_checks
from chahe.deadlines import format_roc
from chahe.ledger.canonical import digest
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from ..models import CheckRun, Exemption
from .finding_steps import words_in

SHOWN = 300  # characters of a thing's name


@transaction.atomic
def ask_exemption(*, run: CheckRun, key: str, until: date, reason: str, by: Any) -> Exemption:
    """Ask that an exception of a run may stand until a day; the check's verdict stays.

    :raises Refused: if the run has no such exception, it breaks no rule, one is asked already, the
        day is past, or no reason is given
    """
    row = next((row for row in run.rows if identity(row) == key), None)
    if row is None:
        raise Refused("這次檢測的結果裡沒有這一項，請重新整理後再申請。")
    check = load_checks().get(run.check_id)
    if check and row.get("kind") in check.for_review:
        raise Refused("這一項只供人檢視，不是不符，不需要申請例外。")
    if until < timezone.localdate():
        raise Refused("例外要有還沒到的截止日。")
    firm = run.paper.inspection.firm
    try:
        with transaction.atomic():
            asked = Exemption.objects.create(
                firm=firm,
                run=run,
                check_id=run.check_id,
                key=key,
                thing=thing_of(row)[:SHOWN],
                why=str(row.get("why", "")),
                until=until,
                reason=words_in(reason, "請寫明為什麼可以暫時保留，以及補償措施。"),
                asked_by=by,
                asked_at=timezone.now(),
            )
    except IntegrityError:
        raise Refused("這一項已經有一件例外申請等待核定。") from None
    _journal("exemption.asked", asked, by)
    return asked


@transaction.atomic
def decide_exemption(*, asked: Exemption, granted: bool, words: str, by: Any) -> Exemption:
    """Let an exception stand until the day that was asked, or refuse to.

    :raises Refused: if it is decided already, who decides asked it, nothing is said, or it would
        stand until a day that has gone by
    """
    asked = (
        Exemption.objects.select_for_update(of=("self",)).select_related("firm").get(pk=asked.pk)
    )
    if asked.granted is not None:
        raise Refused("這件申請已經有人核定。")
    if by.pk == asked.asked_by_id:
        raise Refused("申請的人不能核定自己的申請，請由其他人核定。")
    if granted and asked.until < timezone.localdate():
        raise Refused("申請的截止日已經過了，請不同意這件申請，由單位另外申請。")
    asked.words = words_in(words, "請寫明核定意見。")
    asked.granted, asked.decided_by, asked.decided_at = granted, by, timezone.now()
    asked.save()
    _journal("exemption.granted" if granted else "exemption.refused", asked, by)
    return asked


def thing_of(row: Mapping[str, Any]) -> str:
    """Name what a row is about, as people call it."""
    named = [str(row[each]) for each in ("policy", "account", "name") if row.get(each)]
    where = [str(row[each]) for each in ("vdom", "system") if row.get(each)]
    return " ".join((*named[:1], *where))


def _journal(act: str, asked: Exemption, by: Any) -> None:
    said = {
        "check": asked.check_id, "key": asked.key, "thing": asked.thing, "until": asked.until,
        "reason": asked.reason, "granted": asked.granted, "words": asked.words,
    }  # fmt: skip
    record(
        act,
        subject=f"exemption:{asked.pk}",
        by=by,
        firm=asked.firm.code,
        after=digest(said),
        detail={
            "check": asked.check_id,
            "name": asked.thing,
            "value": format_roc(asked.until),
            "rule": asked.run.paper.ref,
        },
    )
