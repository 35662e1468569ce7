"""Registers returns with the platform."""

from quenty.platform.apps import ContextConfig


class ReturnsConfig(ContextConfig):
    name = "apps.returns"
    label = "returns"
    verbose_name = "Returns"
