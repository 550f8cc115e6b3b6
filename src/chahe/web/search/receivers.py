"""What the index hears of the apps below it."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from chahe.workflow import InspectionKind

from ..inspections.models import Finding, Inspection
from .actions import index_finding, index_findings_of


@receiver(post_save, sender=Finding, dispatch_uid="index a finding")
def index_saved_finding(instance: Finding, **_: Any) -> None:
    index_finding(instance)


@receiver(post_save, sender=Inspection, dispatch_uid="index what an inspection found")
def index_sealed_inspection(instance: Inspection, **_: Any) -> None:
    if not instance.is_open and instance.kind != InspectionKind.SELF:
        index_findings_of(instance)
