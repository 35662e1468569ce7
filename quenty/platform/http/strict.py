"""JSON has types, and a body must use them: `1` is no text and `"true"` no boolean.

DRF's fields coerce what forms and addresses can only send as text. In a JSON body a value of
the wrong type is a mistake of its sender, and the OpenAPI document says so.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from rest_framework import serializers

from quenty.platform.http.words import bilingual

WRONG_TYPE = bilingual(
    en="This value is of the wrong type.", es="Este valor no es del tipo debido."
)
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z", re.ASCII)
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z", re.ASCII)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_whole(value: Any) -> bool:
    if isinstance(value, Decimal):
        return value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    """Figures come as numbers, or as text so that nothing is lost on the way."""
    if isinstance(value, str):
        return bool(_PLAIN_NUMBER.match(value))
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


_TYPES: tuple[tuple[type[serializers.Field], Any], ...] = (
    (serializers.BooleanField, lambda value: isinstance(value, bool)),
    (serializers.UUIDField, lambda value: _is_text(value) and bool(_UUID.match(value))),
    (serializers.CharField, _is_text),
    (serializers.IntegerField, _is_whole),
    (serializers.DecimalField, _is_number),
    (serializers.FloatField, lambda value: _is_number(value) and not _is_text(value)),
    (serializers.DateTimeField, _is_text),
    (serializers.DateField, _is_text),
    (serializers.TimeField, _is_text),
)


def mistyped(field: serializers.Field, value: Any) -> Any:
    """DRF's errors for what is of another type than the field's; empty when nothing is.
    Null is left to the field."""
    if value is None:
        return []
    child = getattr(field, "child", None)
    if child is not None and not isinstance(field, serializers.BaseSerializer):
        if not isinstance(value, dict | list):
            return []
        return _some(child, value.items() if isinstance(value, dict) else enumerate(value))
    for kind, fits in _TYPES:
        if isinstance(field, kind):
            return [] if fits(value) else [serializers.ErrorDetail(str(WRONG_TYPE), "invalid")]
    return []


def _some(child: serializers.Field, pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    found = ((key, mistyped(child, item)) for key, item in pairs)
    return {key: errors for key, errors in found if errors}
