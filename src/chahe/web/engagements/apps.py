from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    name = "chahe.web.engagements"
    verbose_name = "會計師評估"

    def ready(self) -> None:
        from chahe.workflow import InspectionKind  # noqa: PLC0415 (apps must be loaded first)

        from ..accounts.roles import Role  # noqa: PLC0415
        from ..firms.permissions import grant  # noqa: PLC0415
        from ..inspections.kinds import narrow  # noqa: PLC0415
        from ..journal.words import name_acts  # noqa: PLC0415
        from . import receivers  # noqa: F401, PLC0415
        from .acts import ACTS, GROUP, NOUNS  # noqa: PLC0415
        from .permissions import PERMISSIONS  # noqa: PLC0415
        from .teams import inspections_worked_in  # noqa: PLC0415

        grant(PERMISSIONS)
        name_acts(ACTS, nouns=NOUNS, group=GROUP)
        narrow(InspectionKind.CPA, Role.CPA, inspections_worked_in)
