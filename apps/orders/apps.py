"""Registers orders with the platform."""

from quenty.platform.apps import ContextConfig


class OrdersConfig(ContextConfig):
    name = "apps.orders"
    label = "orders"
    verbose_name = "Orders"
