"""Registers international with the platform."""

from quenty.platform.apps import ContextConfig


class InternationalConfig(ContextConfig):
    name = "apps.international"
    label = "international"
    verbose_name = "International"
