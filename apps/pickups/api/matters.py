"""What the staff looks into: refused actions, missing evidence, codes that were guessed at."""

from typing import TYPE_CHECKING
from uuid import UUID

from rest_framework import serializers

from apps.pickups.api.routes import STAFF, STAFF_READ, routes
from apps.pickups.domain.matters import MatterKind
from apps.pickups.selectors import matters as selectors
from apps.pickups.services.driving.matters import settle_matter
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.pickups.models import Matter

KINDS = [kind.value for kind in MatterKind]


class MatterFilters(Serializer):
    kind = serializers.ChoiceField(choices=KINDS, required=False)
    open = serializers.BooleanField(required=False, allow_null=True, default=None)
    run_id = serializers.UUIDField(required=False)
    driver_id = serializers.UUIDField(required=False)


class MatterOut(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=KINDS)
    subject = serializers.UUIDField(help_text="The stop, attempt, action or piece")
    run_id = serializers.UUIDField(allow_null=True)
    stop_id = serializers.UUIDField(allow_null=True)
    driver_id = serializers.UUIDField(allow_null=True)
    driver = serializers.SerializerMethodField(help_text="Empty where none has part in it")
    detail = serializers.CharField()
    opened_at = serializers.DateTimeField()
    settled_at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()

    def get_driver(self, row: "Matter") -> str:
        return row.driver.name if row.driver else ""


class SettleMatterBody(Serializer):
    note = f.Text(max_length=300)


@routes.list(
    "matters", item=MatterOut, query=MatterFilters, ordering=("opened_at",), access=STAFF_READ
)
def list_matters(call: Call) -> "QuerySet[Matter]":
    """What happened on the road and waits for somebody to look into"""
    return selectors.matters_of(**call.query)


@routes.post(
    "matters/{matter_id}/settle", body=SettleMatterBody, answer=MatterOut, status=200, access=STAFF
)
def settle_road_matter(call: Call, matter_id: UUID) -> "Matter":
    """Say what came of it"""
    return settle_matter(matter_id=matter_id, note=call.body["note"], actor=call.actor)
