"""Which column of a file holds what, as it is asked for."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

from quenty.platform.http import fields

_LONGEST = 120


class ColumnsField(serializers.DictField):
    """The header of the file's column, by field. `names`: the fields there are."""

    def __init__(self, names: Sequence[str], **options: Any) -> None:
        self.names = names
        super().__init__(child=fields.Text(max_length=_LONGEST), **options)

    def to_internal_value(self, data: Any) -> Any:
        found = super().to_internal_value(data)
        unknown = serializers.ErrorDetail("Unknown field.", code="unknown")
        wrong = {name: [unknown] for name in found if name not in self.names}
        if wrong:
            raise serializers.ValidationError(wrong)
        return found


class ColumnsSchema(OpenApiSerializerFieldExtension):
    """How it is documented."""

    target_class = ColumnsField

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        names = list(self.target.names)
        return {
            "type": "object",
            "additionalProperties": {"type": "string", "minLength": 1, "maxLength": _LONGEST},
            "propertyNames": {"type": "string", "enum": names},
            "maxProperties": len(names),
        }
