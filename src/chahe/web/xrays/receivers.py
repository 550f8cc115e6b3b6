"""Every night, look through every firm's records."""

from datetime import date, time
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from chahe.web.firms.models import Firm
from chahe.web.jobs import minute_passed
from chahe.workflow import Refused

from .actions import ask_for_scan

NIGHT = time(2)  # in Taipei: when people sleep
_asked: list[date] = []  # the last night asked for, in this process


@receiver(minute_passed, dispatch_uid="xrays.minute_passed")
def scan_by_night(sender: Any, **kwargs: Any) -> None:
    """Ask for a scan of every firm that has had none today, once it is night."""
    now = timezone.localtime()
    today = now.date()
    if now.time() < NIGHT or _asked == [today]:
        return
    for firm in Firm.objects.exclude(scans__on__gte=today).order_by("code"):
        try:
            ask_for_scan(firm=firm, by=None, on=today)
        except Refused:  # one is under way
            continue
    _asked[:] = [today]
