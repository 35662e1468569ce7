"""Answers are written as DRF writes them."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ErrorDetail
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.serializer_helpers import ReturnDict, ReturnList

from quenty.platform.http.rendering import QuickJSONRenderer

VALUES = {
    "text": 'ñandú "tinto" \\ 🚚 \x07',
    "numbers": [0, -1, 2**63, 1.5, True, None],
    "decimal": Decimal("12500.00"),
    "instant": datetime(2026, 3, 9, 15, 4, 5, 678901, tzinfo=UTC),
    "day": date(2026, 3, 9),
    "id": UUID("01890a5d-ac96-774b-bcce-b302099a8057"),
    "lazy": gettext_lazy("Yes"),
    "safe": mark_safe("yes"),
    "detail": ErrorDetail("no", code="invalid"),
    "returned": ReturnDict({"a": ReturnList([1], serializer=None)}, serializer=None),
    "tuple": (1, "a"),
    "set": {7},
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_written_as_drf_writes_it(name: str) -> None:
    data = {name: VALUES[name]}
    written, usual = QuickJSONRenderer().render(data), JSONRenderer().render(data)
    assert json.loads(written) == json.loads(usual)
    assert written == usual or name == "decimal"


def test_who_asks_for_indents_gets_them_and_nothing_is_empty() -> None:
    renderer = QuickJSONRenderer()
    assert renderer.render({"a": 1}, "application/json; indent=2") == b'{\n  "a": 1\n}'
    assert renderer.render(None) == b""
    assert json.loads(renderer.render([])) == []
