from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "chahe.web.search"
    verbose_name = "搜尋"

    def ready(self) -> None:
        from . import receivers  # noqa: F401, PLC0415 (apps must be loaded first)
