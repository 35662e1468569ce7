"""Which database a model lives in: a context's own, and for the platform's tables only the
one that the query names.

Free of model imports, so that settings can make the instances.
"""

from typing import Any

from quenty.kernel.contexts import Context

# The tables that every context's database holds for itself.
PLATFORM = "platform"
# django.contrib, and what has no context of its own, lives with the gateway.
CONTRIB = {"admin", "auth", "contenttypes", "sessions", "messages"}


class AliasNotNamed(Exception):
    """A query on outbox, inbox, keys or audit that does not say whose."""


class PlatformRouter:
    """Platform tables are on every alias, so a query must name one (`.using(alias)`)."""

    def _alias(self, model: Any, hints: dict[str, Any]) -> str | None:
        if model._meta.app_label != PLATFORM:
            return None
        instance = hints.get("instance")
        if instance is not None and instance._state.db:
            return str(instance._state.db)
        raise AliasNotNamed(f"{model.__name__} lives in every database: say .using(alias)")

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return self._alias(model, hints)

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return self._alias(model, hints)

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool | None:
        return None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return True if app_label == PLATFORM else None


class ContextRouter:
    """Sends one context's models to its alias and keeps everything else out of it."""

    def __init__(self, context: Context) -> None:
        self.name = context.name
        self.alias = context.alias
        self.labels = {context.name} | (CONTRIB if context.alias == "default" else set())

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return self.alias if model._meta.app_label in self.labels else None

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return self.alias if model._meta.app_label in self.labels else None

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool | None:
        ours = [row._meta.app_label in self.labels for row in (first, second)]
        return None if not any(ours) else all(ours)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        if app_label in self.labels:
            return db == self.alias
        return False if db == self.alias else None
