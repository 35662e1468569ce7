"""Bodies and answers: DRF's serializers, strict about what they are given."""

from typing import Any

from rest_framework import serializers

from quenty.platform.http.words import bilingual

UNKNOWN_FIELD = bilingual(en="This field is not known.", es="Este campo no se conoce.")


class Serializer(serializers.Serializer):
    """Refuses fields it does not declare (code `unknown`)."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            known = {name for name, field in self.fields.items() if not field.read_only}
            unknown = [name for name in data if name not in known]
            if unknown:
                message = serializers.ErrorDetail(str(UNKNOWN_FIELD), code="unknown")
                raise serializers.ValidationError({str(n)[:80]: [message] for n in unknown})
        return super().to_internal_value(data)


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
