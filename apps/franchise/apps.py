"""Registers franchise with the platform."""

from quenty.platform.apps import ContextConfig


class FranchiseConfig(ContextConfig):
    name = "apps.franchise"
    label = "franchise"
    verbose_name = "Franchise"
