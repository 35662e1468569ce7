"""The tables that every context's database holds for itself."""

from django.apps import AppConfig, apps


class StoreConfig(AppConfig):
    name = "quenty.platform.store"
    label = "platform"
    verbose_name = "Platform"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from quenty.platform.db import checks  # noqa: F401  (registers the system checks)
        from quenty.platform.observability import tracing

        tracing.configure()
        if apps.is_installed("unfold"):
            # All admins are registered by now: django.contrib.admin is ready before us.
            from quenty.platform.store import shown, wording

            shown.install()
            wording.speak()
