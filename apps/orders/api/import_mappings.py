"""Which column of a merchant's export holds what, where it is not as the shop's own names it."""

from typing import Any

from rest_framework import serializers

from apps.orders.api.columns import ColumnsField
from apps.orders.api.intake import merchant_of
from apps.orders.api.routes import routes
from apps.orders.domain.imports.presets import FIELDS, PRESETS
from apps.orders.selectors.imports import saved_columns
from apps.orders.services.imports.save_mapping import save_mapping
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call, Serializer

OWN = allow(Role.MERCHANT, scope="orders:read")
CHANGE = allow(Role.MERCHANT, scope="orders:write")


class MappingBody(Serializer):
    """`columns`: the header of your file's column by field of the preset, beside those that the
    preset knows; empty forgets them."""

    columns = ColumnsField(FIELDS, allow_empty=True)


class MappingOut(serializers.Serializer):
    """`fields`: those that may be mapped, each with the headers that the preset knows."""

    preset = serializers.CharField()
    columns = serializers.DictField(child=serializers.CharField())
    fields_known = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


@routes.get(
    "import-mappings/{preset}",
    answer=MappingOut,
    access=OWN,
    operation="orders_import_mapping",
)
def get_mapping(call: Call, preset: str) -> dict[str, Any]:
    """My columns of a preset, and those that it knows."""
    return _told(call, preset)


@routes.put(
    "import-mappings/{preset}",
    body=MappingBody,
    answer=MappingOut,
    access=CHANGE,
    operation="orders_import_mapping_save",
)
def put_mapping(call: Call, preset: str) -> dict[str, Any]:
    """Save which of my columns hold what; every later import of this preset reads them so."""
    save_mapping(
        customer_id=merchant_of(call),
        livemode=call.livemode,
        preset=preset,
        columns=call.body["columns"],
        actor=call.actor,
    )
    return _told(call, preset)


def _told(call: Call, preset: str) -> dict[str, Any]:
    return {
        "preset": preset,
        "columns": saved_columns(merchant_of(call), preset, livemode=call.livemode),
        "fields_known": PRESETS[preset].columns,
    }
