"""Registers orders with the platform."""

from typing import Any

from django.core.checks import Tags, Warning, register

from quenty.kernel.contexts import alias_of
from quenty.platform.apps import ContextConfig


class OrdersConfig(ContextConfig):
    name = "apps.orders"
    label = "orders"
    verbose_name = "Orders"

    def ready(self) -> None:
        super().ready()
        register(operators_can_be_reached, Tags.database)


def operators_can_be_reached(
    app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[Warning]:
    """Every active account of an operator has what its adapter needs (`check --database`)."""
    from apps.orders.services.operators.extras import out_of_reach

    if alias_of("orders") not in (databases or ()):
        return []
    return [
        Warning(
            f"operator {code} can't be asked: the extra {extra} is not installed",
            hint=f"pip install 'quenty[{extra}]', or requirements/{extra}.txt",
            id="orders.W001",
        )
        for code, extra in out_of_reach()
    ]
