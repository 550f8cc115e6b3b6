"""Import an official document: keep the file, read it, and propose the edition it makes."""

import hashlib
import logging
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe import official
from chahe.deadlines import format_roc
from chahe.rulebook import ChangeKind
from chahe.rulebook.propose import Proposal, propose
from chahe.standards import read_any
from chahe.workflow import Refused

from ..file_names import clean_name
from ..journal.actions import record
from . import actions_confirm, binding
from .editions import edition_by_id, official_texts
from .models import Decision, ImportedEdition, OfficialFile, ProposedRule
from .reading import as_read, column_of, stated_in
from .wanted import Wanted, accept_wanted

LOG = logging.getLogger(__name__)
MOST_BYTES = 50 << 20


def import_document(*, data: bytes, name: str, wanted: Wanted, by: Any) -> ImportedEdition:
    """Read a document and propose the edition it makes; where we have that edition, its texts.

    Texts whose rules all agree with the edition we have are bound at once.

    :raises Refused: if the file is too big or unreadable, or it cannot be imported as this
    """
    if not data:
        raise Refused("檔案是空的，請重新取得官方文件")
    if len(data) > MOST_BYTES:
        raise Refused(f"檔案超過上限 {MOST_BYTES >> 20} MB，沒有匯入")
    wanted = accept_wanted(wanted)
    name = clean_name(name)
    found = _parsed(data, name)
    read = as_read(found, column_of(found, label=wanted.label))
    if not read["rules"]:
        raise Refused("這一欄讀不出任何條文，請確認選的是有條文的欄位")
    try:
        with transaction.atomic():
            return _keep(data, name, wanted, read, by)
    except IntegrityError:
        raise Refused(
            f"「{wanted.document}@{wanted.edition}」剛剛已有人匯入，請先處理那一筆"
        ) from None


def _parsed(data: bytes, name: str) -> official.OfficialText:
    try:
        return read_any(data, name) or official.parse_bytes(data, name)
    except official.OfficialError as error:
        raise Refused(str(error)) from None
    except Exception:  # whatever a file holds, nobody is shown an error of ours
        LOG.exception("an official document could not be parsed")
        raise Refused(
            f"讀取「{name}」時發生錯誤，沒有匯入。請另存成 .txt 或 .docx 再試，並通知系統管理者"
        ) from None


def _keep(data: bytes, name: str, wanted: Wanted, read: dict[str, Any], by: Any) -> ImportedEdition:
    file = _file(data, name, by)
    have = edition_by_id(f"{wanted.document}@{wanted.edition}")
    if have is None:
        _refuse_second(wanted)
    base = edition_by_id(wanted.base) if wanted.base else None
    title = have.title if have else (base.title if base else read["title"] or wanted.document)
    imported = ImportedEdition.objects.create(
        file=file,
        document=wanted.document,
        edition=wanted.edition,
        title=title[:200],
        body=have.body if have else wanted.body,
        base=base.id if base else "",
        label=read["label"][:100],
        partial=wanted.partial,
        only_text=have is not None,
        read=read,
        made_by=by,
        made_at=timezone.now(),
    )
    if have:
        proposals = binding.match(have, stated_in(read))
    else:
        texts = official_texts(base.id) if base else {}
        proposals = propose(base, stated_in(read), texts=texts, partial=wanted.partial)
    rows = add_proposals(imported, proposals)
    record(
        "rulebook.imported",
        subject=f"import:{imported.pk}",
        by=by,
        after=file.sha256,
        detail={
            "edition": imported.edition_id,
            "name": file.name,
            "base": imported.base,
            "rules": len(read["rules"]),
            "unplaced": len(read["unplaced"]),
        },
    )
    if have and not any(row.is_pending for row in rows):
        return actions_confirm.confirm(imported=imported, by=by)
    return imported


def _file(data: bytes, name: str, by: Any) -> OfficialFile:
    file, _ = OfficialFile.objects.defer("content").get_or_create(
        sha256=hashlib.sha256(data).hexdigest(),
        defaults={
            "name": name,
            "size": len(data),
            "content": data,
            "uploaded_by": by,
            "uploaded_at": timezone.now(),
        },
    )
    return file


def _refuse_second(wanted: Wanted) -> None:
    open_ones = ImportedEdition.objects.filter(
        document=wanted.document, edition=wanted.edition, only_text=False
    ).exclude(state="withdrawn")
    if open_ones.exists():
        day = format_roc(date.fromisoformat(wanted.edition))
        raise Refused(f"{wanted.document} 自 {day}施行的版本已經匯入過，請先確認或撤回那一筆")


def add_proposals(imported: ImportedEdition, proposals: Iterable[Proposal]) -> list[ProposedRule]:
    """Keep proposals as rows of an import."""
    said = {rule["path"]: rule for rule in imported.read["rules"]}
    rows = [row_of(imported, each, said.get(each.path, {})) for each in proposals]
    return ProposedRule.objects.bulk_create(rows)


def row_of(imported: ImportedEdition, proposal: Proposal, said: dict[str, Any]) -> ProposedRule:
    """Return a proposal as a row, not yet kept."""
    row = ProposedRule(
        imported=imported,
        named=proposal.named,
        text=proposal.text,
        applies_text=said.get("applies_text", "") if proposal.named else "",
        effective_text=said.get("effective_text", "") if proposal.named else "",
        likeness=proposal.likeness,
        decision=Decision.CARRIED if proposal.carried else Decision.PENDING,
    )
    row.take(proposal.adopted)
    return row


def counts(imported: ImportedEdition) -> dict[str, int]:
    """Return how many rules were carried over, and how many are proposed, by kind."""
    found = dict.fromkeys(("carried", *(kind.value for kind in ChangeKind)), 0)
    for decision, kind in imported.rules.values_list("decision", "kind"):
        found["carried" if decision == Decision.CARRIED else kind] += 1
    return found


@transaction.atomic
def withdraw(*, imported: ImportedEdition, by: Any, reason: str) -> ImportedEdition:
    """Take back an import that is not, or no longer, wanted; its rows and its file stay.

    :raises Refused: without a reason, twice, or when something rests on the edition it made
    """
    reason = reason.strip()[:300]
    if not reason:
        raise Refused("請填寫撤回理由")
    imported = ImportedEdition.objects.select_for_update().get(pk=imported.pk)
    actions_confirm.refuse_if_used(imported)
    changed = (
        ImportedEdition.objects.filter(pk=imported.pk)
        .exclude(state="withdrawn")
        .update(state="withdrawn", withdrawn_by=by, withdrawn_at=timezone.now(), reason=reason)
    )
    if not changed:
        raise Refused("這筆匯入先前已撤回")
    record(
        "rulebook.withdrawn",
        subject=f"import:{imported.pk}",
        by=by,
        before=imported.digest,
        detail={"edition": imported.edition_id, "reason": reason},
    )
    actions_confirm.forget()
    imported.refresh_from_db()
    return imported
