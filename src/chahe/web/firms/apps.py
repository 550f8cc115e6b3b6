from django.apps import AppConfig


class FirmsConfig(AppConfig):
    name = "chahe.web.firms"
    verbose_name = "證券商"

    def ready(self) -> None:
        from .permissions import PERMISSIONS, grant  # noqa: PLC0415 (apps must be loaded first)

        grant(PERMISSIONS)
