"""The tables that every context's database holds for itself."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "quenty.platform.store"
    label = "platform"
    verbose_name = "Platform"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from quenty.platform.db import checks  # noqa: F401  (registers the system checks)
        from quenty.platform.observability import tracing

        tracing.configure()
