"""Migrations can be taken back, and lean on nothing outside their context."""

from importlib import import_module

import pytest
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from quenty.kernel.contexts import CONTEXTS

WITH_THE_GATEWAY = {"auth", "contenttypes"}


def migrations_of(label: str) -> list[Migration]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return [found for key, found in loader.disk_migrations.items() if key[0] == label]


@pytest.mark.parametrize("label", [*CONTEXTS, "platform"])
def test_every_migration_can_be_reversed(label: str) -> None:
    irreversible = [
        f"{migration.name}: {operation.describe()}"
        for migration in migrations_of(label)
        for operation in migration.operations
        if not operation.reversible
    ]

    assert irreversible == []


@pytest.mark.parametrize("label", [*CONTEXTS, "platform"])
def test_migrations_depend_on_their_own_context(label: str) -> None:
    allowed = {label, "platform"} | (WITH_THE_GATEWAY if label == "gateway" else set())
    outside = [
        dependency
        for migration in migrations_of(label)
        for dependency in migration.dependencies
        if dependency[0] not in allowed
    ]

    assert outside == []


def test_migrations_are_found() -> None:
    assert import_module("quenty.platform.store.migrations.0001_initial")
    assert migrations_of("platform")
