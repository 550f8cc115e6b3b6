"""What the index hears of the apps below it."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from ..inspections.models import Finding
from .actions import index_finding


@receiver(post_save, sender=Finding, dispatch_uid="index a finding")
def index_saved_finding(instance: Finding, **_: Any) -> None:
    index_finding(instance)
