"""The OpenAPI document: security schemes, strict bodies."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema


class Schema(AutoSchema):
    """drf-spectacular as it is; the endpoint's declaration says the rest."""

    def get_tags(self) -> list[str]:
        return ["platform"]


class _Bearer(OpenApiAuthenticationExtension):
    target_class = "quenty.platform.auth.authentication.QuentyAuthentication"
    name = ["bearer", "apiKey"]

    def get_security_definition(self, auto_schema: Any) -> Any:
        return [
            {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            {"type": "apiKey", "in": "header", "name": "X-API-Key"},
        ]


def strict_bodies(result: Any, generator: Any, request: Any, public: bool) -> Any:
    """Request bodies refuse what they do not declare, and say so."""
    for name, schema in result.get("components", {}).get("schemas", {}).items():
        if name.endswith("Request") and schema.get("type") == "object":
            schema.setdefault("additionalProperties", False)
    return result
