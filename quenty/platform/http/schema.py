"""The OpenAPI document: security schemes, strict bodies."""

from types import FunctionType
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import append_meta

from quenty.platform.http.described import bounded, described
from quenty.platform.http.json_text import JsonText


class Schema(AutoSchema):
    """drf-spectacular as it is; the endpoint's declaration says the rest."""

    def get_tags(self) -> list[str]:
        return ["platform"]

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """By context, since two contexts may use one name for two things."""
        name: str = super().get_serializer_name(serializer, direction)
        module = type(serializer).__module__.split(".")
        if module[0] != "apps":
            return name
        context = module[1].title()
        return name if name.startswith(context) else f"{context}{name}"

    def _map_serializer_field(
        self, field: Any, direction: Any, bypass_extensions: bool = False
    ) -> Any:
        schema = described(field, direction)
        if isinstance(field, JsonText):
            schema = self._json_text(field, direction)
        if schema is not None:
            return append_meta(schema, self._get_serializer_field_meta(field, direction))
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        return bounded(field, schema) if schema else schema

    def _json_text(self, field: JsonText, direction: Any) -> dict[str, Any]:
        inner = self.resolve_serializer(field.of, direction)
        return {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": inner.ref if inner else {},
        }

    def _map_response_type_hint(self, method: Any) -> Any:
        try:
            return super()._map_response_type_hint(method)
        except NameError:
            # Rows are named for type checkers alone in api modules, so their names
            # can't be resolved here; what the method returns can.
            return super()._map_response_type_hint(_returning_only(method))


def _returning_only(method: Any) -> Any:
    function = getattr(method, "__func__", method)
    copy = FunctionType(function.__code__, function.__globals__, function.__name__)
    copy.__dict__.update(function.__dict__)
    hints = function.__annotations__
    copy.__annotations__ = {"return": hints["return"]} if "return" in hints else {}
    return copy


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


def inline_choices(result: Any, generator: Any, request: Any, public: bool) -> Any:
    """Choices stay where they are. As components their names would hang on what other contexts
    call theirs, and change with them."""
    _without_marks(result)
    return result


def _without_marks(value: Any) -> None:
    if isinstance(value, dict):
        value.pop("x-spec-enum-id", None)
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            _without_marks(inner)
