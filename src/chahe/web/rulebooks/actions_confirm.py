"""Confirm an import: from then on its edition is in force from its day, its texts are bound."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django.utils import timezone

from chahe.ledger.canonical import digest
from chahe.rulebook import BookError, Edition
from chahe.rulebook.adopt import AdoptError, adopt
from chahe.rulebook.book import as_book
from chahe.workflow import Refused

from ..journal.actions import record
from .editions import bound_to, edition_by_id, forget, is_shipped
from .models import BoundText, Decision, ImportedEdition, ImportState, ProposedRule

used = Signal()  # receivers of `edition` (its id) say in words what rests on it, or ""


@transaction.atomic
def confirm(*, imported: ImportedEdition, by: Any) -> ImportedEdition:
    """Put an edition in force from its day, or bind the texts of one we have.

    :raises Refused: if it is not open, a proposal is undecided, or the decisions make no edition
    """
    imported = ImportedEdition.objects.select_for_update().get(pk=imported.pk)
    if not imported.is_open:
        raise Refused(f"這筆匯入{imported.get_state_display()}，不能再確認")
    rows = list(imported.rules.all())
    pending = sum(row.is_pending for row in rows)
    if pending:
        raise Refused(f"還有 {pending} 條沒有決定，全部決定後才能確認")
    edition = None if imported.only_text else adopted_edition(imported, rows)
    book = as_book(edition) if edition else None
    try:
        with transaction.atomic():
            BoundText.objects.bulk_create(_texts(imported, rows))
            _in_force(imported, book, by)
    except IntegrityError:
        raise Refused(f"「{imported.edition_id}」剛剛已有人確認，請重新整理頁面") from None
    record(
        "rulebook.text_bound" if imported.only_text else "rulebook.confirmed",
        subject=f"import:{imported.pk}",
        by=by,
        after=imported.digest or imported.file_id,
        detail={
            "edition": imported.edition_id,
            "rules": len(edition.rules) if edition else 0,
            "texts": imported.texts.count(),
        },
    )
    forget()
    return imported


def _in_force(imported: ImportedEdition, book: dict[str, Any] | None, by: Any) -> None:
    imported.state = ImportState.IN_FORCE
    imported.confirmed_by, imported.confirmed_at = by, timezone.now()
    imported.book, imported.digest = book, digest(book) if book else ""
    imported.save(update_fields=["state", "confirmed_by", "confirmed_at", "book", "digest"])


def adopted_edition(imported: ImportedEdition, rows: Iterable[ProposedRule]) -> Edition:
    """Return the edition that the decisions make.

    :raises Refused: if they make none; says which rule, and what to do
    """
    if is_shipped(imported.edition_id):
        raise Refused("系統已收錄同一文件、同一施行日的版本，請撤回後重新匯入，只補上條文")
    base = edition_by_id(imported.base) if imported.base else None
    if imported.base and base is None:
        raise Refused("前一版本已經撤回，請撤回這筆匯入後重新匯入")
    try:
        return adopt(
            base,
            document=imported.document,
            start=date.fromisoformat(imported.edition),
            title=imported.title,
            body=imported.body,
            source=f"官方文件匯入：{imported.file.name}",
            rules=[row.as_adopted() for row in rows if row.stays],
        )
    except AdoptError as error:
        raise Refused(f"還不能確認：{error}") from None
    except BookError as error:
        raise Refused(f"還不能確認，條款內容有誤：{error}") from None


def _texts(imported: ImportedEdition, rows: Iterable[ProposedRule]) -> list[BoundText]:
    """Return the texts to bind: the document's own, and those carried over with their own file."""
    stays = [row for row in rows if row.stays and row.text]
    carried = {row.origin for row in stays if not row.named}
    document, _, edition = imported.base.partition("@")
    bound = bound_to(document, edition).filter(path__in=carried)
    files = dict(bound.values_list("path", "file_id")) if carried else {}
    return [
        BoundText(
            document=imported.document,
            edition=imported.edition,
            path=row.origin if imported.only_text else row.path,
            text=row.text,
            file_id=imported.file_id if row.named else files[row.origin],
            imported=imported,
        )
        for row in stays
        if row.decision != Decision.PENDING
    ]


def refuse_if_used(imported: ImportedEdition) -> None:
    """Refuse to withdraw what something rests on.

    :raises Refused: if another import is based on the edition, or inspections use it
    """
    if imported.state != ImportState.IN_FORCE or imported.only_text:
        return
    later = ImportedEdition.objects.filter(base=imported.edition_id).exclude(state="withdrawn")
    if later.exists():
        raise Refused("已有較新的匯入以這個版本為前一版本，請先撤回較新的那一筆")
    answers = used.send(sender=ImportedEdition, edition=imported.edition_id)
    if said := next((answer for _, answer in answers if answer), ""):
        raise Refused(f"{said}，不能撤回")
