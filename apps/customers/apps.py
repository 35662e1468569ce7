"""Registers customers with the platform."""

from quenty.platform.apps import ContextConfig


class CustomersConfig(ContextConfig):
    name = "apps.customers"
    label = "customers"
    verbose_name = "Customers"
