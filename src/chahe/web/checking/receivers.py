"""Look into the drop folder about once a minute."""

from typing import Any

from django.dispatch import receiver

from chahe.web.jobs import minute_passed

from .drops import sweep_drops


@receiver(minute_passed, dispatch_uid="checking.minute_passed")
def look_for_drops(sender: Any, **kwargs: Any) -> None:
    """Take in what other systems have left."""
    sweep_drops()
