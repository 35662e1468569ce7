"""Registers analytics with the platform."""

from quenty.platform.apps import ContextConfig


class AnalyticsConfig(ContextConfig):
    name = "apps.analytics"
    label = "analytics"
    verbose_name = "Analytics"
