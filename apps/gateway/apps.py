"""Registers the gateway with the platform."""

from quenty.platform.apps import ContextConfig


class GatewayConfig(ContextConfig):
    name = "apps.gateway"
    label = "gateway"
    verbose_name = "Gateway"
