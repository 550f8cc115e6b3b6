"""What a record says of itself."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.documents.record_fixture import RECORD

from chahe.documents.record import RETURNED, SignatureRecord

AT = datetime(2026, 12, 5, tzinfo=UTC)


def test_signatures_from_before_a_return_do_not_count():
    paper = RECORD.papers[0]
    signed = SignatureRecord("編製", "王小明", "專員", AT, "0" * 64)
    returned = SignatureRecord(RETURNED, "陳大文", "主任", AT, "0" * 64)

    again = replace(paper, signatures=(*paper.signatures, returned, signed))

    assert again.signature("編製") == signed
    assert again.signature("覆核") is None
