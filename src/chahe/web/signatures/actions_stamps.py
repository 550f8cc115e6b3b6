"""Have the ledger's signed heads time-stamped: in the background, and again until it is done."""

import logging

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.ledger.stamps import head_bytes, read_stamp, stamp_request
from chahe.web.journal.actions import record
from chahe.web.journal.models import Head
from chahe.web.journal.queries import signed_head

from . import service
from .models import HeadStamp

LOG = logging.getLogger(__name__)
AT_ONCE = 20  # heads asked for at one look


def stamp_pending() -> int:
    """Ask for the stamps of heads that have none, the newest first; return how many came.

    The newest first, for it covers all that the others do. The first that fails ends the look:
    the service is down, and the next minute looks again.
    """
    if not service.is_configured():
        return 0
    stamped = 0
    for head in Head.objects.filter(stamp=None).order_by("-size")[:AT_ONCE]:
        try:
            stamped += stamp_head(head)
        except service.StampUnavailable as why:
            LOG.warning("head %s was not stamped: %s", head.size, why)
            break
    return stamped


def stamp_head(head: Head) -> bool:
    """Ask for a head's stamp and keep it; False if another process kept one meanwhile.

    The service is asked outside any transaction: it may be slow, and others write.

    :raises StampUnavailable: if the service gave none
    """
    asked = stamp_request(head_bytes(signed_head(head)))
    answer = service.ask(asked.data, asked.digest, asked.nonce)
    try:
        _keep(head, answer, asked.digest)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def _keep(head: Head, answer: bytes, digest: bytes) -> None:
    stamp = read_stamp(answer, digest)
    kept = HeadStamp.objects.create(
        head=head,
        answer=answer,
        at=stamp.at,
        tsa=stamp.tsa[:200],
        policy=stamp.policy[:100],
        serial=stamp.serial[:64],
        obtained_at=timezone.now(),
    )
    record(
        "head.stamped",
        subject=f"head:{head.size}",
        after=digest.hex(),
        detail={"at": stamp.at, "name": kept.tsa, "serial": stamp.serial},
    )
