"""Keep corrections in their engagement; let in who comes today."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from chahe.web.inspections.models import Inspection
from chahe.web.jobs import minute_passed

from .actions.people import begin_access
from .models import EngagementInspection

_looked: list[Any] = []  # the day of the last look, in this process


@receiver(post_save, sender=Inspection, dispatch_uid="engagements.inspection_saved")
def keep_correction(sender: Any, instance: Inspection, created: bool, **kwargs: Any) -> None:
    """Put the correction of an engagement's inspection in the same engagement."""
    if created and instance.replaces_id:
        link = EngagementInspection.objects.filter(inspection=instance.replaces_id).first()
        if link:
            EngagementInspection.objects.create(engagement=link.engagement, inspection=instance)


@receiver(minute_passed, dispatch_uid="engagements.minute_passed")
def let_in_who_comes(sender: Any, **kwargs: Any) -> None:
    """Look once a day for people whose time begins."""
    today = timezone.localdate()
    if _looked != [today]:
        begin_access(today=today)
        _looked[:] = [today]
