"""Put in a year's official table of working days."""

from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.deadlines import CalendarError, TableSource, read_calendar_csv
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from ..models import SiteWorkingDays

MOST = 200  # characters of a source


@transaction.atomic
def add_working_days(*, content: bytes, source: str, by: Any) -> SiteWorkingDays:
    """Keep an official csv of one year; it counts from now on, before what is shipped.

    :raises Refused: if it is not a whole year's table, says the same as the newest, or no source
    """
    source = source.strip()
    if not source or len(source) > MOST:
        raise Refused(f"請寫明來源，{MOST} 字以內。")
    try:
        table = read_calendar_csv(content, source=TableSource(name=source))
    except CalendarError as error:
        raise Refused(str(error)) from None
    digest = sha256(content).hexdigest()
    newest = SiteWorkingDays.objects.filter(year=table.year).order_by("-id").first()
    if newest and newest.digest == digest:
        raise Refused(f"民國 {table.year - 1911} 年的辦公日曆就是這一份，不必再匯入。")
    added = SiteWorkingDays.objects.create(
        year=table.year,
        source=source,
        content=content,
        digest=digest,
        added_by=by,
        added_at=timezone.now(),
    )
    record(
        "working_days.added",
        subject=f"working_days:{added.pk}",
        by=by,
        before=newest.digest if newest else "",
        after=digest,
        detail={"year": table.year, "source": source, "days_off": table.days_off},
    )
    return added
