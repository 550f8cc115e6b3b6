from django.apps import AppConfig


class CrosswalkConfig(AppConfig):
    name = "chahe.web.crosswalk"
    verbose_name = "對照"

    def ready(self) -> None:
        import rules  # noqa: PLC0415 (apps must be loaded first)

        from .permissions import PERMISSIONS  # noqa: PLC0415

        for name, predicate in PERMISSIONS.items():
            rules.set_perm(name, predicate)
