"""Have heads stamped in the background, once a minute."""

from typing import Any

from django.dispatch import receiver

from chahe.web.jobs import minute_passed

from .actions_stamps import stamp_pending


@receiver(minute_passed, dispatch_uid="signatures.minute_passed")
def stamp_heads(sender: Any, **kwargs: Any) -> None:
    stamp_pending()
