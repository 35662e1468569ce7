"""Bodies and answers: DRF's serializers, strict about what they are given.

`Serializer` refuses fields it does not declare (code `unknown`), and in JSON bodies values of
another type than the field's (code `invalid`).
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from rest_framework import serializers

from quenty.platform.http.strict import mistyped
from quenty.platform.http.words import bilingual

# An answer is not to be many times larger than its request.
MOST_UNKNOWN = 50
UNKNOWN_FIELD = bilingual(en="This field is not known.", es="Este campo no se conoce.")


def refuse_unknown(names: Iterable[Any]) -> None:
    """Raises ValidationError naming them (code `unknown`), not more of them than help."""
    few = list(islice(names, MOST_UNKNOWN))
    if few:
        message = serializers.ErrorDetail(str(UNKNOWN_FIELD), code="unknown")
        raise serializers.ValidationError({str(name)[:80]: [message] for name in few})


# No docstring: drf-spectacular would describe each body by it.
class Serializer(serializers.Serializer):
    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            known = {name for name, field in self.fields.items() if not field.read_only}
            refuse_unknown(name for name in data if name not in known)
        problems = self._mistyped(data)
        try:
            value = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({**error.detail, **problems}) from error
        if problems:
            raise serializers.ValidationError(problems)
        return value

    def _mistyped(self, data: Any) -> dict[str, Any]:
        if not (self.context.get("json") and isinstance(data, dict)):
            return {}
        found = {name: mistyped(self.fields[name], data[name]) for name in data}
        return {name: errors for name, errors in found.items() if errors}


class FieldProblemOut(serializers.Serializer):
    pointer = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemOut(serializers.Serializer):
    """problem+json (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    correlation_id = serializers.CharField()
    errors = FieldProblemOut(many=True)
