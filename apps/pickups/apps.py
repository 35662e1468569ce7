"""Registers pickups with the platform."""

from quenty.platform.apps import ContextConfig


class PickupsConfig(ContextConfig):
    name = "apps.pickups"
    label = "pickups"
    verbose_name = "Pickups"
