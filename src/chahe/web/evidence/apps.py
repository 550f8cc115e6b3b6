from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "chahe.web.evidence"
    verbose_name = "佐證"

    def ready(self) -> None:
        from ..firms.permissions import grant  # noqa: PLC0415 (apps must be loaded first)
        from .permissions import PERMISSIONS  # noqa: PLC0415

        grant(PERMISSIONS)
