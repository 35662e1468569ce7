"""Answers as JSON: dozens of kilobytes for a quote, so by the quicker encoder."""

from collections.abc import Mapping
from typing import Any

import msgspec
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

_plain = JSONEncoder().default


class QuickJSONRenderer(JSONRenderer):
    """What DRF's own writes of what serializers give: texts, numbers, instants, ids. Indented ones
    are left to it. What JSON has no word for (NaN, durations, bytes) no answer of ours holds."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        if data is None:
            return b""
        if self.get_indent(accepted_media_type or "", renderer_context or {}) is not None:
            return super().render(data, accepted_media_type, renderer_context)  # type: ignore[no-any-return]
        return _encoder.encode(data)


def _other(value: Any) -> Any:
    """Texts that are more than texts (lazy ones, a validation error's), and what DRF knows."""
    return str.__str__(value) if isinstance(value, str) else _plain(value)


_encoder = msgspec.json.Encoder(enc_hook=_other, decimal_format="number")
