from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "chahe.web.inspections"
    verbose_name = "查核"

    def ready(self) -> None:
        import rules  # noqa: PLC0415 (apps must be loaded first)

        from ..firms.permissions import grant  # noqa: PLC0415
        from . import receivers  # noqa: F401, PLC0415
        from .permissions import PERMISSIONS, PREDICATES  # noqa: PLC0415

        grant(PERMISSIONS)
        for name, predicate in PREDICATES.items():
            rules.set_perm(name, predicate)
