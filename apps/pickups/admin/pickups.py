"""Pickups, their windows and recurring ones."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from apps.pickups.admin.acting import LookInline, actor_of, between, for_each
from apps.pickups.models import (
    Closure,
    Pickup,
    PickupParcel,
    PickupTransition,
    RecurringPickup,
    Slot,
    SlotRule,
    Zone,
)
from apps.pickups.services.pickups.cancel import cancel_pickup
from apps.pickups.services.pickups.confirm import confirm_pickup
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import pesos

COLOURS = {
    "scheduled": "info",
    "confirmed": "info",
    "assigned": "info",
    "en_route": "warning",
    "arrived": "warning",
    "picked_up": "success",
    "partially_picked_up": "warning",
    "failed": "danger",
    "cancelled": "danger",
    "expired": "danger",
}


class ParcelInline(LookInline):
    model = PickupParcel
    fields = ("guide_number", "piece", "weight_g", "scanned_at", "unexpected")
    readonly_fields = fields


class TransitionInline(LookInline):
    model = PickupTransition
    fields = ("at", "event", "from_status", "to_status", "actor", "reason")
    readonly_fields = fields


@admin.register(Pickup)
class PickupAdmin(ReadOnlyAdmin):
    list_display = (
        "number",
        "shown_status",
        "window",
        "contact_name",
        "address",
        "parcels",
        "attempts",
        "shown_fee",
    )
    list_filter = ("status", "window_start", "slot__zone")
    search_fields = ("number", "contact_name", "customer_id", "parcels_listed__guide_number")
    list_select_related = ("slot__zone",)
    inlines = (ParcelInline, TransitionInline)
    actions = ("confirm", "cancel")

    @display(description="estado", ordering="status", label=COLOURS)
    def shown_status(self, row: Pickup) -> str:
        return row.status

    @display(description="franja", ordering="window_start")
    def window(self, row: Pickup) -> str:
        return between(row.window_start, row.window_end)

    @display(description="cargo", ordering="fee")
    def shown_fee(self, row: Pickup) -> str:
        return pesos(row.fee)

    @admin.action(description="Confirmar", permissions=["change"])
    def confirm(self, request: HttpRequest, rows: "QuerySet[Pickup]") -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda row: confirm_pickup(pickup_id=row.pk, actor=actor))

    @admin.action(description="Cancelar sin cargo", permissions=["change"])
    def cancel(self, request: HttpRequest, rows: "QuerySet[Pickup]") -> None:
        actor = actor_of(request)
        for_each(
            request,
            rows,
            lambda row: cancel_pickup(
                pickup_id=row.pk, reason="back office", actor=actor, free=True
            ),
        )


@admin.register(RecurringPickup)
class RecurringPickupAdmin(ReadOnlyAdmin):
    list_display = (
        "contact_name",
        "address",
        "weekdays",
        "prefers",
        "parcels",
        "active",
        "refused_code",
        "refused_day",
    )
    list_filter = ("active", ("refused_day", admin.EmptyFieldListFilter))
    search_fields = ("contact_name", "customer_id", "address")


class RuleInline(LookInline):
    model = SlotRule
    fields = ("weekday", "opens", "closes", "minutes", "capacity", "cutoff", "lead_minutes")
    readonly_fields = fields


@admin.register(Zone)
class ZoneAdmin(ReadOnlyAdmin):
    list_display = ("name", "code", "municipalities", "priority", "active")
    list_filter = ("active",)
    search_fields = ("name", "code")
    inlines = (RuleInline,)


@admin.register(Slot)
class SlotAdmin(ReadOnlyAdmin):
    list_display = ("zone", "starts_at", "ends_at", "taken", "capacity", "kilos")
    list_filter = ("zone", "starts_at")
    list_select_related = ("zone",)

    @display(description="kg")
    def kilos(self, row: Slot) -> str:
        return f"{row.taken_g // 1000} / {row.capacity_g // 1000}"


@admin.register(Closure)
class ClosureAdmin(ReadOnlyAdmin):
    list_display = ("day", "zone", "reason")
    list_filter = ("day",)
    list_select_related = ("zone",)
