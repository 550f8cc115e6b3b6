"""What is done to firms and their profiles."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from chahe.deadlines import days_after
from chahe.ledger.canonical import digest
from chahe.rulebook import FactError, accept_facts, fact_kinds

from ..accounts.models import User
from ..journal.actions import record
from .models import Fact, Firm
from .signals import facts_stated

MOST_AHEAD = 366  # days a fact may be stated before it is true
LONGEST_SOURCE, LONGEST_NAME = 200, 100
_CODE = re.compile(r"[0-9A-Z]{2,20}")


@dataclass(frozen=True)
class Statement:
    """A fact to be stated: its kind, its value, the day from which it is true, and its source."""

    kind: str
    value: Any
    since: date
    source: str


@transaction.atomic
def state_fact(*, firm: Firm, by: User, kind: str, value: Any, since: date, source: str) -> Fact:
    """State what is true of a firm from a day on; what was stated before stays as it was.

    :raises ValidationError: when the kind, value, day or source cannot be stated, or is not new
    """
    fact = _state(firm, by, Statement(kind, value, since, source))
    facts_stated.send(Fact, firm=firm, by=by, facts=[fact])
    return fact


@transaction.atomic
def state_facts(*, firm: Firm, by: User, statements: Iterable[Statement]) -> list[Fact]:
    """State several facts at once, or none of them.

    :raises ValidationError: under the kind of the first that cannot be stated
    """
    facts = []
    for statement in statements:
        try:
            facts.append(_state(firm, by, statement))
        except ValidationError as refusal:
            raise ValidationError({statement.kind: refusal}) from None
    if facts:
        facts_stated.send(Fact, firm=firm, by=by, facts=facts)
    return facts


def _state(firm: Firm, by: User, said: Statement) -> Fact:
    kind, value, since, source = said.kind, said.value, said.since, said.source
    try:
        accepted = accept_facts({kind: value})
    except FactError as error:
        raise ValidationError(str(error), code="value") from None
    if kind not in accepted:
        raise ValidationError("請填寫內容。", code="value")
    if since > days_after(timezone.localdate(), MOST_AHEAD):
        raise ValidationError(
            "生效日太遠：最多只能預先申報一年內的事實，請確認年份。", code="since"
        )
    if not 0 < len(source.strip()) <= LONGEST_SOURCE:
        raise ValidationError(f"請寫明來源，{LONGEST_SOURCE} 字以內。", code="source")
    Firm.objects.select_for_update().get(pk=firm.pk)  # two statements at once stand in a line
    before = _statement_on(firm, kind, since)
    fact = Fact(
        firm=firm,
        kind=kind,
        value=accepted[kind],
        since=since,
        source=source.strip(),
        stated_by=by,
        stated_at=timezone.now(),
    )
    if before and before.since == since and fact_digest(before) == fact_digest(fact):
        raise ValidationError("相同的內容、日期與來源已經申報過，不需要再申報。", code="same")
    fact.save(force_insert=True)
    record(
        "firm.fact_stated",
        subject=f"fact:{fact.pk}",
        by=by,
        firm=firm.code,
        before=fact_digest(before) if before else "",
        after=fact_digest(fact),
        detail={
            "kind": kind,
            "title": fact_kinds()[kind].title,
            "value": fact_kinds()[kind].word(fact.value),
            "since": since,
            "source": fact.source,
        },
    )
    return fact


def _statement_on(firm: Firm, kind: str, on: date) -> Fact | None:
    stated = Fact.objects.filter(firm=firm, kind=kind, since__lte=on)
    return stated.order_by("-since", "-id").first()


def fact_digest(fact: Fact) -> str:
    """Return the digest of what a statement says."""
    return digest(
        {"kind": fact.kind, "value": fact.value, "since": fact.since, "source": fact.source}
    )


@transaction.atomic
def create_firm(*, by: User | None, code: str, name: str) -> Firm:
    """Make a securities firm; its code is its name in addresses and in the journal, for ever.

    :raises ValidationError: when the code is taken or is not one, or there is no name
    """
    if not _CODE.fullmatch(code):
        raise ValidationError("代號請用 2 到 20 個大寫英文字母或數字，例如 9800。", code="code")
    if Firm.objects.filter(code__iexact=code).exists():
        raise ValidationError("這個代號已經有證券商使用。", code="code_taken")
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise ValidationError(f"請填寫名稱，{LONGEST_NAME} 字以內。", code="name")
    firm = Firm.objects.create(code=code, name=name.strip())
    record(
        "firm.created",
        subject=f"firm:{firm.pk}",
        by=by,
        firm=firm.code,
        after=digest({"code": firm.code, "name": firm.name}),
        detail={"code": firm.code, "name": firm.name},
    )
    return firm
