"""Registers microcredit with the platform."""

from quenty.platform.apps import ContextConfig


class MicrocreditConfig(ContextConfig):
    name = "apps.microcredit"
    label = "microcredit"
    verbose_name = "Microcredit"
