"""Migrations of the contexts, each in its own database and as its owner.

A plain `migrate --database=x` would record every app's migrations in every database:
each alias gets its context's label, the platform's, and `default` django.contrib's too.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration

from quenty.kernel.contexts import alias_of

PLATFORM = "platform"
CONTRIB = ("contenttypes", "auth", "admin", "sessions")


def labels_of(context: str) -> list[str]:
    """The app labels whose tables a context's database holds, in the order to migrate."""
    alias = alias_of(context)
    contrib = CONTRIB if alias == DEFAULT_DB_ALIAS else ()
    wanted = (*contrib[:2], PLATFORM, context, *contrib[2:])
    installed = {config.label for config in apps.get_app_configs()}
    return [label for label in wanted if label in installed]


def pending(context: str) -> list[str]:
    """Migrations that the context's database lacks, as `label.name`."""
    with as_owner(alias_of(context)) as alias:
        _, plan = _plan(alias, context)
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate_context(context: str) -> list[str]:
    """Bring one context's database up to the code; answers what was applied, as `label.name`."""
    with as_owner(alias_of(context)) as alias:
        executor, plan = _plan(alias, context)
        if plan:
            executor.migrate(_leaves(executor, context), plan=plan)
    if alias == DEFAULT_DB_ALIAS:
        name_permissions()
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def name_permissions() -> None:
    """Staff hold permissions in `default` for the models of every context, which live elsewhere."""
    if not apps.is_installed("django.contrib.auth"):
        return
    from django.contrib.auth.management import create_permissions

    with as_owner(DEFAULT_DB_ALIAS):
        for config in apps.get_app_configs():
            create_permissions(config, verbosity=0, using=DEFAULT_DB_ALIAS)


def _plan(alias: str, context: str) -> tuple[MigrationExecutor, list[tuple[Migration, bool]]]:
    executor = MigrationExecutor(connections[alias])
    executor.loader.check_consistent_history(connections[alias])
    return executor, executor.migration_plan(_leaves(executor, context))


def _leaves(executor: MigrationExecutor, context: str) -> list[tuple[str, str]]:
    graph = executor.loader.graph
    return [leaf for label in labels_of(context) for leaf in graph.leaf_nodes(label)]


@contextmanager
def as_owner(alias: str) -> Iterator[str]:
    """This thread's connection of an alias, logged in as the role that may change tables."""
    kept = dict(connections.settings[alias])
    owner = kept.get("OWNER")
    if not owner:
        raise ImproperlyConfigured(f"the owner's URL of database {alias!r} is not set")
    options = {name: value for name, value in kept["OPTIONS"].items() if name != "pool"}
    connections[alias].close()
    connections.settings[alias].update(owner, OPTIONS=options)
    try:
        yield alias
    finally:
        connections[alias].close()
        connections.settings[alias].update(
            USER=kept["USER"], PASSWORD=kept["PASSWORD"], OPTIONS=kept["OPTIONS"]
        )
