"""JSON inside a form, which can only send text."""

from typing import Any

from rest_framework import serializers

from quenty.kernel.errors import DomainError
from quenty.platform.http.parsers import loads
from quenty.platform.http.words import bilingual


class JsonText(serializers.CharField):
    """A part of a form that holds JSON, read by the strict parser and the serializer `of`.

    Code for what is no JSON: malformed; else those of the serializer.
    """

    default_error_messages = {
        "malformed": bilingual(en="This is no JSON.", es="Esto no es JSON."),
    }

    def __init__(self, *, of: type[serializers.Serializer], **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("max_length", 512 * 1024)
        super().__init__(trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        try:
            value = loads(text.encode())
        except (DomainError, UnicodeEncodeError):
            self.fail("malformed")
        inner = self.of(data=value, context={"json": True})
        inner.is_valid(raise_exception=True)
        return inner.validated_data
