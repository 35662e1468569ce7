"""Zones and their windows, set by staff."""

from datetime import date
from typing import Any
from uuid import UUID

from apps.pickups.models import Closure, SlotRule, Zone
from apps.pickups.selectors.zones import zone_by_id
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def set_zone(*, code: str, rules: list[dict[str, Any]], actor: Actor, **columns: Any) -> Zone:
    """Raises pickups.code_taken."""
    with unit_of_work("pickups"):
        if Zone.objects.filter(code=code).exists():
            raise RoadError.CODE_TAKEN(code=code, field="code")
        zone = Zone.objects.create(code=code, **columns)
        _put_rules(zone, rules)
        record("pickups", action="zone.set", subject=zone.pk, actor=actor)
    return zone


def change_zone(*, zone_id: UUID, changes: dict[str, Any], actor: Actor) -> Zone:
    """Rules that are given replace those that were; windows that are booked stay booked.

    Raises pickups.zone_not_found.
    """
    with unit_of_work("pickups"):
        zone = Zone.objects.select_for_update().get(pk=zone_by_id(zone_id).pk)
        rules = changes.pop("rules", None)
        for name, value in changes.items():
            setattr(zone, name, value)
        zone.save()
        if rules is not None:
            zone.rules.all().delete()
            _put_rules(zone, rules)
        record("pickups", action="zone.change", subject=zone.pk, actor=actor)
    return zone


def close_day(*, zone_id: UUID | None, day: date, reason: str, actor: Actor) -> Closure:
    """No new bookings on a day, in a zone or everywhere. Closing twice is closing once."""
    with unit_of_work("pickups"):
        zone = zone_by_id(zone_id) if zone_id else None
        closure, _ = Closure.objects.update_or_create(
            zone=zone, day=day, defaults={"reason": reason}
        )
        record("pickups", action="zone.close_day", subject=closure.pk, actor=actor)
    return closure


def _put_rules(zone: Zone, rules: list[dict[str, Any]]) -> None:
    SlotRule.objects.bulk_create(SlotRule(zone=zone, **rule) for rule in rules)
