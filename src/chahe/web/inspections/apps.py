from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "chahe.web.inspections"
    verbose_name = "查核"

    def ready(self) -> None:
        from ..firms.permissions import grant  # noqa: PLC0415 (apps must be loaded first)
        from . import receivers  # noqa: F401, PLC0415
        from .permissions import PERMISSIONS  # noqa: PLC0415

        grant(PERMISSIONS)
