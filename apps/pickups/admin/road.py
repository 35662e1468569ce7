"""What happened on the road and at the desks: append-only, to look at."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.pickups.admin.acting import actor_of, for_each, link
from apps.pickups.domain.matters import MatterKind
from apps.pickups.models import (
    Attempt,
    CashClose,
    CashEntry,
    DeskParcel,
    DriverAction,
    DropOff,
    Evidence,
    GuideCopy,
    Matter,
    MerchantCopy,
    Point,
)
from apps.pickups.services.driving.matters import settle_matter
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import pesos

MATTERS = {
    MatterKind.CODE_LOCKED: _("código de la puerta bloqueado"),
    MatterKind.EVIDENCE_MISSING: _("falta la foto de la entrega"),
    MatterKind.ACTION_REFUSED: _("el teléfono contó algo que no se aceptó"),
    MatterKind.RETURN_FAILED: _("el remitente no recibió la devolución: acordar otra visita"),
    MatterKind.PIECE_DROPPED: _("se leyó una pieza que el remitente retiró: devolverla"),
}


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    list_display = ("at", "of_stop", "driver", "number", "shown", "reason", "distance_m", "far")
    list_filter = ("outcome", "reason", "far", "on_time", "at")
    search_fields = ("stop__guide_number", "stop__pickup__number", "driver__name")
    list_select_related = ("stop__pickup", "driver")
    exclude = ("document_sealed",)

    @display(description="parada")
    def of_stop(self, row: Attempt) -> SafeString | str:
        return link(row.stop, row.stop.guide_number or row.stop.pickup)

    @display(
        description="resultado",
        ordering="outcome",
        label={"done": "success", "part": "warning", "failed": "danger"},
    )
    def shown(self, row: Attempt) -> str:
        return row.outcome


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "of_stop", "media", "size", "short_digest")
    list_filter = ("kind", "at")
    exclude = ("sealed",)
    list_select_related = ("stop",)

    @display(description="parada")
    def of_stop(self, row: Evidence) -> SafeString | str:
        return link(row.stop)

    @display(description="huella")
    def short_digest(self, row: Evidence) -> SafeString:
        return format_html("<code>{}</code>", row.digest[:16])


@admin.register(CashEntry)
class CashEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "method", "shown_amount", "driver", "run", "slip")
    list_filter = ("kind", "method", "day")
    list_select_related = ("driver", "run")

    @display(description="valor", ordering="amount")
    def shown_amount(self, row: CashEntry) -> str:
        return pesos(row.amount)


@admin.register(CashClose)
class CashCloseAdmin(ReadOnlyAdmin):
    list_display = ("day", "holder", "run", "shown_expected", "shown_counted", "gap", "closed_by")
    list_filter = ("holder", "day")
    list_select_related = ("run",)

    @display(description="esperado", ordering="expected")
    def shown_expected(self, row: CashClose) -> str:
        return pesos(row.expected)

    @display(description="contado", ordering="counted")
    def shown_counted(self, row: CashClose) -> str:
        return pesos(row.counted)

    @display(description="diferencia", ordering="difference")
    def gap(self, row: CashClose) -> str:
        return pesos(row.difference)


@admin.register(DriverAction)
class DriverActionAdmin(ReadOnlyAdmin):
    list_display = ("at", "received_at", "driver", "kind", "outcome", "code", "run", "of_stop")
    list_filter = ("kind", "outcome", "at")
    search_fields = ("stop__guide_number", "stop__pickup__number", "driver__name", "code")
    list_select_related = ("driver", "run", "stop__pickup")

    @display(description="parada")
    def of_stop(self, row: DriverAction) -> SafeString | str:
        return link(row.stop)


@admin.register(Matter)
class MatterAdmin(ReadOnlyAdmin):
    list_display = ("opened_at", "what", "detail", "driver", "run", "of_stop", "settled_at", "note")
    list_filter = ("kind", ("settled_at", admin.EmptyFieldListFilter), "driver")
    search_fields = ("detail", "driver__name", "run__number", "stop__guide_number")
    list_select_related = ("driver", "run", "stop__pickup")
    actions = ("settle",)

    @display(description="asunto", ordering="kind")
    def what(self, row: Matter) -> str:
        return str(MATTERS[MatterKind(row.kind)])

    @display(description="parada")
    def of_stop(self, row: Matter) -> SafeString | str:
        return link(row.stop)

    @admin.action(description="Marcar como revisado", permissions=["change"])
    def settle(self, request: HttpRequest, rows: "QuerySet[Matter]") -> None:
        actor = actor_of(request)
        for_each(
            request,
            rows,
            lambda row: settle_matter(matter_id=row.pk, note="back office", actor=actor),
        )


@admin.register(DeskParcel)
class DeskParcelAdmin(ReadOnlyAdmin):
    list_display = ("guide_number", "point", "purpose", "status", "received_at", "settled_at")
    list_filter = ("status", "purpose", "point")
    search_fields = ("guide_number", "drop_off__code")
    list_select_related = ("point",)
    exclude = ("code_hash", "document_sealed")


@admin.register(DropOff)
class DropOffAdmin(ReadOnlyAdmin):
    list_display = ("code", "point", "customer_id", "expires_at", "received_at")
    list_select_related = ("point",)
    search_fields = ("code", "customer_id")


@admin.register(Point)
class PointAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "address", "dane_code", "capacity", "open")
    list_filter = ("open",)
    search_fields = ("code", "name")


@admin.register(GuideCopy)
class GuideCopyAdmin(ReadOnlyAdmin):
    list_display = ("number", "status", "recipient_name", "destination_dane", "piece_count")
    list_filter = ("status",)
    search_fields = ("number", "recipient_name", "guide_id")


@admin.register(MerchantCopy)
class MerchantCopyAdmin(ReadOnlyAdmin):
    list_display = ("display_name", "size", "active", "livemode")
    list_filter = ("size", "active", "livemode")
    search_fields = ("display_name", "customer_id")
