from django.apps import AppConfig


class FirmsConfig(AppConfig):
    name = "chahe.web.firms"
    verbose_name = "證券商"

    def ready(self) -> None:
        import rules  # noqa: PLC0415 (apps must be loaded first)

        from .permissions import PERMISSIONS, governs_rulebooks, grant  # noqa: PLC0415

        grant(PERMISSIONS)
        rules.set_perm("rulebooks.import", governs_rulebooks)
