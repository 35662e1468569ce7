"""System checks: a half-configured process says so before it serves."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

from quenty.kernel.contexts import CONTEXTS, alias_of


@register(Tags.database)
def hosted_contexts_have_databases(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Every hosted context has an alias of its own, and none shares another's database."""
    problems: list[Error] = []
    seen: dict[tuple[str, str, str], str] = {}
    for name in settings.QUENTY_CONTEXTS:
        config = settings.DATABASES.get(CONTEXTS[name].alias) or {}
        if not config.get("NAME"):
            problems.append(Error(f"{name} is hosted here without a database", id="quenty.E001"))
            continue
        place = (str(config["HOST"]), str(config["PORT"]), str(config["NAME"]))
        if place in seen:
            problems.append(
                Error(f"{name} shares its database with {seen[place]}", id="quenty.E002")
            )
        seen[place] = name
    return problems


@register(Tags.database)
def engine_is_postgresql(app_configs: Any, **kwargs: Any) -> list[Error]:
    # Where the gateway is elsewhere `default` is empty, which Django fills with a dummy.
    hosted = [alias_of(context) for context in settings.QUENTY_CONTEXTS]
    return [
        Error(f"{alias} is not PostgreSQL", id="quenty.E003")
        for alias in hosted
        if "postgresql" not in settings.DATABASES[alias]["ENGINE"]
    ]


@register()
def transport_is_known(app_configs: Any, **kwargs: Any) -> list[Error]:
    from quenty.platform.events.transports import transport

    try:
        transport()
    except Exception as error:
        return [Error(str(error), id="quenty.E004")]
    return []
