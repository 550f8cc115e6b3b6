from django.apps import AppConfig


class RulebooksConfig(AppConfig):
    name = "chahe.web.rulebooks"
    verbose_name = "法規"

    def ready(self) -> None:
        from . import editions  # noqa: F401, PLC0415 (its receivers; apps are loaded now)
