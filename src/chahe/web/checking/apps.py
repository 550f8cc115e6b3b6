from django.apps import AppConfig


class CheckingConfig(AppConfig):
    name = "chahe.web.checking"
    verbose_name = "自動檢測的結果"

    def ready(self) -> None:
        from ..journal.words import name_acts  # noqa: PLC0415 (apps must be loaded first)
        from . import receivers  # noqa: F401, PLC0415
        from .acts import ACTS, GROUP, NOUNS  # noqa: PLC0415

        name_acts(ACTS, nouns=NOUNS, group=GROUP)
