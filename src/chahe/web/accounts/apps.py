from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "chahe.web.accounts"
    verbose_name = "帳號"

    def ready(self) -> None:
        from . import sessions, tries  # noqa: F401, PLC0415 (their receivers; apps are loaded now)
