"""JSON that is kept compressed reads back as what JSON makes of it."""

import json
from datetime import date
from types import SimpleNamespace
from uuid import UUID

from quenty.platform.db.packed import PackedJSONField

FIELD = PackedJSONField()
VALUE = [{"id": UUID(int=7), "day": date(2026, 3, 9), "lines": [("base", 800_000, "ñ", None)]}] * 40


def test_what_was_packed_is_read_again_and_small() -> None:
    packed = FIELD.get_prep_value(VALUE)
    plain = json.dumps(VALUE, default=str)
    assert FIELD.from_db_value(memoryview(packed), None, None) == json.loads(plain)
    assert len(packed) < len(plain) / 8


def test_what_was_kept_as_text_is_read_and_null_stays_null() -> None:
    assert FIELD.from_db_value(b'[{"a": 1}]', None, None) == [{"a": 1}]
    assert FIELD.from_db_value(None, None, None) is None
    assert FIELD.get_prep_value(None) is None


def test_it_can_be_dumped_and_loaded() -> None:
    field = PackedJSONField()
    field.set_attributes_from_name("kept")
    written = field.value_to_string(SimpleNamespace(kept=VALUE))
    assert field.to_python(written) == json.loads(json.dumps(VALUE, default=str))
    assert field.to_python(VALUE) is VALUE
