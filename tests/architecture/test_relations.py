"""No foreign key, join or many-to-many leaves its context."""

import pytest
from django.apps import AppConfig, apps
from django.db import models
from django.test.utils import isolate_apps

from quenty.kernel.contexts import CONTEXTS

# The gateway's user is django.contrib's to the admin: these live in its database.
WITH_THE_GATEWAY = {"auth", "contenttypes", "admin", "sessions"}


def leaving(model: type[models.Model]) -> list[str]:
    """Fields of a context's model that point into another's database."""
    label = model._meta.app_label
    allowed = {label} | (WITH_THE_GATEWAY if label == "gateway" else set())
    found = []
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        remote = field.remote_field.model if field.remote_field else None
        if remote is not None:
            # A string is a model that was not found: it can only be somebody else's.
            target = remote if isinstance(remote, str) else remote._meta.app_label
            if target not in allowed:
                found.append(f"{model._meta.label}.{field.name} -> {target}")
    return found


def context_configs() -> list[AppConfig]:
    return [config for config in apps.get_app_configs() if config.label in CONTEXTS]


def test_relations_stay_inside_their_context() -> None:
    found = [
        problem
        for config in context_configs()
        for model in config.get_models(include_auto_created=True)
        for problem in leaving(model)
    ]

    assert found == []


def test_every_context_is_looked_at() -> None:
    assert {config.label for config in context_configs()} == set(CONTEXTS)


@isolate_apps("apps.pickups")
@pytest.mark.parametrize("target", ["gateway.User", "orders.Order"])
def test_a_relation_to_another_context_is_found(target: str) -> None:
    class Planted(models.Model):
        other = models.ForeignKey(target, on_delete=models.CASCADE)

        class Meta:
            app_label = "pickups"

    assert leaving(Planted)
