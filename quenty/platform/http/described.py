"""What the OpenAPI document says of our own words: the exact text or number that is read."""

from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from quenty.platform.http import fields as f
from quenty.platform.http.pagination import Cursor

JsonSchema = dict[str, Any]


def _amount(field: f.Amount) -> JsonSchema:
    digits = len(str(field.maximum))
    return {
        "anyOf": [
            {"type": "string", "pattern": rf"^[0-9]{{1,{digits}}}(\.0{{1,2}})?$"},
            {"type": "integer", "minimum": field.minimum, "maximum": field.maximum},
        ],
        "description": f"Whole {field.currency.code}, from {field.minimum} to {field.maximum}.",
        "example": str(max(field.minimum, min(12500, field.maximum))),
    }


def _figure(field: serializers.DecimalField) -> JsonSchema:
    most = 10 ** (field.max_digits - field.decimal_places)
    largest = most - 1 if field.max_value is None else field.max_value
    smallest = 1 - most if field.min_value is None else field.min_value
    whole = len(str(int(largest)))
    sign = "-?" if smallest < 0 else ""
    number = {"type": "number", "minimum": float(smallest), "maximum": float(largest)}
    places = rf"(\.[0-9]{{1,{field.decimal_places}}})?" if field.decimal_places else ""
    text = {"type": "string", "pattern": rf"^{sign}[0-9]{{1,{whole}}}{places}$"}
    return {
        "anyOf": [text, number],
        "description": f"At most {field.decimal_places} decimal places; text keeps them all.",
    }


def _text(field: f.Text) -> JsonSchema:
    refused = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f"
    if not field.multiline:
        refused = r"\u0000-\u001f\u007f"
    # With a least length, so that what may be blank is told apart from what is.
    return {"type": "string", "minLength": 1, "pattern": rf"^[^{refused}]*$"}


def _dane(field: f.Dane) -> JsonSchema:
    return {
        "type": "string",
        "format": "dane",
        "minLength": 1,
        "maxLength": 120,
        "description": "A DANE code of 5 or 8 digits, or a municipality's name.",
        "example": "05001",
    }


def _phone(field: f.Phone) -> JsonSchema:
    return {
        "type": "string",
        "format": "phone",
        "minLength": 1,
        "description": "Colombian unless it starts with + and a country.",
        "example": "+573001234567",
    }


def _cursor(field: Cursor) -> JsonSchema:
    return {"type": "string", "format": "cursor", "minLength": 1}


_ASKED: tuple[tuple[type[serializers.Field], Callable[[Any], JsonSchema]], ...] = (
    (f.Amount, _amount),
    (f.Text, _text),
    (f.Dane, _dane),
    (f.Phone, _phone),
    (Cursor, _cursor),
    (serializers.DecimalField, _figure),
)


def described(field: serializers.Field, direction: str) -> JsonSchema | None:
    """The schema of a field of ours; None where drf-spectacular's own is exact."""
    if direction != "request":
        return {"type": "string"} if isinstance(field, f.Amount | f.Dane) else None
    for kind, describe in _ASKED:
        if isinstance(field, kind):
            return describe(field)
    return None


def bounded(field: serializers.Field, schema: JsonSchema) -> JsonSchema:
    """Add what drf-spectacular leaves out of lists."""
    if isinstance(field, serializers.ListSerializer):
        if field.min_length or not field.allow_empty:
            schema["minItems"] = field.min_length or 1
        if field.max_length:
            schema["maxItems"] = field.max_length
    if isinstance(field, serializers.ListField) and not field.allow_empty:
        schema.setdefault("minItems", 1)
    if isinstance(field, f.UniqueList):
        schema["uniqueItems"] = True
    return schema
