from django.apps import AppConfig


class SignaturesConfig(AppConfig):
    name = "chahe.web.signatures"
    verbose_name = "憑證簽章"

    def ready(self) -> None:
        from ..firms.permissions import grant  # noqa: PLC0415 (apps must be loaded first)
        from ..inspections.extras import PACK_EXTRAS  # noqa: PLC0415
        from ..journal.words import name_acts  # noqa: PLC0415
        from . import receivers  # noqa: F401, PLC0415
        from .acts import ACTS, GROUP, NOUNS  # noqa: PLC0415
        from .pack_members import members_of  # noqa: PLC0415
        from .permissions import PERMISSIONS  # noqa: PLC0415

        grant(PERMISSIONS)
        name_acts(ACTS, nouns=NOUNS, group=GROUP)
        PACK_EXTRAS.append(members_of)
