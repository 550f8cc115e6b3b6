"""An inspection in OSCAL, as bytes: for its page and for its pack."""

from collections.abc import Iterator
from datetime import datetime

from chahe.documents.oscal import Export, load_exports
from chahe.documents.record import InspectionRecord
from chahe.standards import as_bytes
from chahe.web.rulebooks.editions import editions

from .models import Inspection
from .models.inspection import edition_label


def oscal_file(
    inspection: Inspection, export: Export, record: InspectionRecord, *, made_at: datetime
) -> bytes:
    """Return one export of an inspection's record.

    :raises NotExported: if the record cannot be said so
    """
    books = {
        edition_label(each.edition): each
        for each in editions()
        if each.document == inspection.document
    }
    return as_bytes(export.build(record, made_at=made_at, editions=books))


def oscal_files(
    inspection: Inspection, record: InspectionRecord, *, made_at: datetime
) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of every export that the record allows."""
    for export in load_exports().values():
        if not export.refusal(record):
            content = oscal_file(inspection, export, record, made_at=made_at)
            yield export.file_name(record), content
