from django.apps import AppConfig


class XraysConfig(AppConfig):
    name = "chahe.web.xrays"
    verbose_name = "矛盾檢視"

    def ready(self) -> None:
        from ..firms.permissions import grant  # noqa: PLC0415 (apps must be loaded first)
        from ..journal.words import name_acts  # noqa: PLC0415
        from . import receivers  # noqa: F401, PLC0415
        from .acts import ACTS, GROUP, NOUNS  # noqa: PLC0415
        from .permissions import PERMISSIONS  # noqa: PLC0415

        grant(PERMISSIONS)
        name_acts(ACTS, nouns=NOUNS, group=GROUP)
