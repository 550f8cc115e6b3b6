"""What a pack holds of this app: the stamp of the seal, and the reports that were signed."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from chahe.ledger.member_names import ANSWER, STAMPED
from chahe.ledger.pack import Member
from chahe.ledger.pack_stamp import StampedSeal, stamped_json
from chahe.web.evidence import storage
from chahe.web.inspections.models import Inspection
from chahe.web.journal.queries import prove, signed_head
from chahe.workflow import Refused

from .queries import coverage_of, signed_reports_of


def members_of(inspection: Inspection) -> Iterable[Member]:
    """Return the members for a sealed inspection's pack; without a stamp yet, none of it.

    :raises Refused: if a signed report's bytes are not those that were signed
    """
    return [*_stamp(inspection), *_signed(inspection)]


def _stamp(inspection: Inspection) -> Iterator[Member]:
    seal = coverage_of(inspection).seal
    if seal is None or seal.stamp is None:
        return
    (proven,) = prove([seal.entry], size=seal.head.size)
    told = stamped_json(StampedSeal(signed_head(seal.head), proven))
    answer = bytes(seal.stamp.answer)
    yield Member(STAMPED, lambda: BytesIO(told))
    yield Member(ANSWER, lambda: BytesIO(answer))


def _signed(inspection: Inspection) -> Iterator[Member]:
    for signed in signed_reports_of(inspection).order_by("pk"):
        digest = signed.blob_id
        if not storage.verify(digest):
            raise Refused(
                f"簽署的報告「{signed.name}」遺失或已遭變動；請通知系統管理者自備份還原。"
            )
        yield Member(
            f"簽章/{signed.pk}-{digest[:8]}-{signed.name}",
            lambda digest=digest: storage.open(digest),
        )
