"""Decide what becomes of each rule of an import, while the import is open."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.ledger.canonical import digest
from chahe.rulebook import Change, ChangeKind, Edition
from chahe.rulebook.adopt import Adopted
from chahe.rulebook.likeness import likeness
from chahe.rulebook.propose import UNBOUND, Stated, derive, prefill, struck_paths
from chahe.workflow import Refused

from ..journal.actions import record
from .actions_imports import row_of
from .editions import edition_by_id, official_texts
from .models import Decision, ImportedEdition, ProposedRule
from .reading import stated_in

WRITABLE = (
    "code", "title", "question", "strength", "cadence", "scope", "evidence", "inspected", "keeps",
)  # fmt: skip


@transaction.atomic
def accept(*, rule: ProposedRule, by: Any, values: Mapping[str, Any] | None = None) -> ProposedRule:
    """Take a rule in as it is proposed, or with what somebody wrote instead of it.

    :raises Refused: if the import is not open, or a text has no rule to belong to
    """
    rule = _lock(rule)
    before = {name: getattr(rule, name) for name in WRITABLE}
    said = {name: value for name, value in (values or {}).items() if name in WRITABLE}
    if rule.imported.only_text and not rule.origin:
        raise Refused("請先選擇這段條文屬於哪一條，或不採納")
    for name, value in said.items():
        setattr(rule, name, value)
    changed = any(before[name] != value for name, value in said.items())
    return _decided(rule, Decision.CHANGED if changed else Decision.ACCEPTED, by)


@transaction.atomic
def reject(*, rule: ProposedRule, by: Any) -> ProposedRule:
    """Leave a rule out of the new edition, or keep one that was to be removed.

    :raises Refused: if the import is not open
    """
    rule = _decided(_lock(rule), Decision.REJECTED, by)
    _settle(rule.imported)
    return rule


@transaction.atomic
def choose_origin(*, rule: ProposedRule, origin: str, by: Any) -> ProposedRule:
    """Say which rule of the edition before it a rule was, "" for none; it is proposed anew.

    :raises Refused: if the import is not open, there is no such rule, or it is another's origin
    """
    rule = _lock(rule)
    if rule.is_removal or not rule.named:
        raise Refused("這一條不在官方文件裡，沒有來源可以選")
    imported = rule.imported
    against = imported.edition_id if imported.only_text else imported.base
    edition = edition_by_id(against) if against else None
    if origin and (edition is None or origin not in edition.by_path):
        raise Refused("前一版本沒有這一條")
    if origin:
        imported.rules.filter(origin=origin, named=False).delete()
    _propose_anew(rule, origin, edition)
    rule.decision, rule.decided_by, rule.decided_at = Decision.PENDING, None, None
    try:
        with transaction.atomic():
            rule.save()
    except IntegrityError:
        raise Refused("這一條已經是另一條的來源，請先改那一條") from None
    _settle(imported)
    _tell(rule, by, "origin")
    return rule


@transaction.atomic
def accept_alike(*, imported: ImportedEdition, kind: str, at_least: int, by: Any) -> int:
    """Accept every undecided rule of a kind that is alike by so many percents; return how many.

    :raises Refused: if the import is not open, or there is none
    """
    imported = _open(imported.pk)
    alike = imported.rules.filter(
        decision=Decision.PENDING, kind=kind, likeness__gte=at_least / 100
    )
    if imported.only_text:
        alike = alike.exclude(origin="")
    paths = list(alike.values_list("path", flat=True))
    if not paths:
        raise Refused(f"沒有相似度 {at_least}% 以上的待決定提案")
    alike.update(decision=Decision.ACCEPTED, decided_by=by, decided_at=timezone.now())
    record(
        "rulebook.proposal_decided",
        subject=f"import:{imported.pk}",
        by=by,
        after=digest(paths),
        detail={
            "edition": imported.edition_id,
            "decision": Decision.ACCEPTED,
            "kind": kind,
            "at_least": at_least,
            "paths": paths,
        },
    )
    return len(paths)


def _open(pk: int) -> ImportedEdition:
    imported = ImportedEdition.objects.select_for_update().get(pk=pk)
    if not imported.is_open:
        raise Refused(f"這筆匯入{imported.get_state_display()}，不能再更改")
    return imported


def _lock(rule: ProposedRule) -> ProposedRule:
    imported = _open(rule.imported_id)
    found = ProposedRule.objects.filter(pk=rule.pk).first()
    if found is None:
        raise Refused("這筆提案已經不在了，請回到清單重新整理")
    found.imported = imported
    return found


def _decided(rule: ProposedRule, decision: Decision, by: Any) -> ProposedRule:
    rule.decision, rule.decided_by, rule.decided_at = decision, by, timezone.now()
    try:
        with transaction.atomic():
            rule.save()
    except IntegrityError:
        raise Refused("前一版本的這一條已經是另一條的來源，請先改那一條") from None
    _tell(rule, by, decision)
    return rule


def _tell(rule: ProposedRule, by: Any, decision: str) -> None:
    record(
        "rulebook.proposal_decided",
        subject=f"import:{rule.imported_id}",
        by=by,
        after=digest({name: getattr(rule, name) for name in ("path", "origin", *WRITABLE)}),
        detail={
            "edition": rule.imported.edition_id,
            "rule": rule.ref,
            "title": rule.title,
            "kind": rule.kind,
            "origin": rule.origin,
            "decision": decision,
        },
    )


def _propose_anew(rule: ProposedRule, origin: str, edition: Edition | None) -> None:
    said = {each.path: each for each in stated_in(rule.imported.read)}
    stated = said.get(rule.path, Stated(rule.path, "", "", ""))
    from_rule = edition.by_path[origin] if edition and origin else None
    bound = official_texts(edition.id) if edition and origin else {}
    reason = stated.reason or ("" if not origin or origin in bound else UNBOUND)
    kind = _kind(rule, origin, bound.get(origin))
    group = rule.imported.rules.filter(path__startswith=f"{rule.path}.").exists()
    adopted = prefill(stated, from_rule, Change(kind, origin or None, reason), group=group)
    was = bound.get(origin) or (from_rule.question if from_rule else "")
    rule.likeness = likeness(was, rule.text) if from_rule else 0
    rule.take(replace(adopted, path=rule.path))


def _kind(rule: ProposedRule, origin: str, bound: str | None) -> ChangeKind:
    if not origin:
        return ChangeKind.NEW
    if rule.imported.only_text:
        return ChangeKind.SAME
    if bound is None or likeness(bound, rule.text) < 1:
        return ChangeKind.REWORDED
    return ChangeKind.SAME if origin == rule.path else ChangeKind.RENUMBERED


def _settle(imported: ImportedEdition) -> None:
    """Make the rows of what the document does not name agree with the origins chosen by now."""
    if imported.only_text or not imported.base:
        return
    rows = list(imported.rules.all())
    stays = [row for row in rows if row.named and row.decision != Decision.REJECTED]
    wanted = {
        _sign(each.adopted): each
        for each in derive(
            edition_by_id(imported.base),
            {row.path: row.origin or None for row in stays},
            texts=official_texts(imported.base),
            struck=struck_paths(stated_in(imported.read)),
            partial=imported.partial,
        )
    }
    derived = {(row.path, row.origin, row.kind): row for row in rows if not row.named}
    gone = [row.pk for sign, row in derived.items() if sign not in wanted]
    imported.rules.filter(pk__in=gone).delete()
    ProposedRule.objects.bulk_create(
        row_of(imported, each, {}) for sign, each in wanted.items() if sign not in derived
    )


def _sign(adopted: Adopted) -> tuple[str, str, str]:
    return adopted.path, adopted.change.origin or "", adopted.change.kind.value
