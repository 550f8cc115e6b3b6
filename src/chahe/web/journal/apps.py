from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "chahe.web.journal"
    verbose_name = "軌跡"

    def ready(self) -> None:
        from . import receivers  # noqa: F401, PLC0415 (apps must be loaded first)
