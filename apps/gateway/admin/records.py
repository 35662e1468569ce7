"""What the gateway keeps and nobody edits: merchants, sessions, messages sent."""

from django.contrib import admin
from django.db.models import QuerySet, Value
from django.http import HttpRequest
from unfold.decorators import display

from apps.gateway.admin.acting import for_each
from apps.gateway.models import Delivery, LoginSession, Merchant
from apps.gateway.services.revoke_sessions import revoke_session
from apps.gateway.services.send_message import LINK_SEAL
from quenty.platform.crypto import unseal
from quenty.platform.store.read_only import ReadOnlyAdmin


@admin.register(Merchant)
class MerchantAdmin(ReadOnlyAdmin):
    list_display = ("display_name", "customer_id", "test_customer_id", "suspended_at")
    list_filter = (("suspended_at", admin.EmptyFieldListFilter),)
    search_fields = ("display_name", "customer_id", "test_customer_id")


@admin.register(LoginSession)
class LoginSessionAdmin(ReadOnlyAdmin):
    list_display = ("user", "address", "user_agent", "created_at", "last_used_at", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter), "revoke_reason")
    search_fields = ("user__email", "address")
    list_select_related = ("user",)
    actions = ("end",)

    @admin.action(description="Cerrar sesión", permissions=["change"])
    def end(self, request: HttpRequest, rows: QuerySet[LoginSession]) -> None:
        for_each(
            request,
            rows,
            lambda s: revoke_session(user_id=s.user_id, session_id=s.pk, reason="by_staff"),
        )


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "template", "recipient", "language", "sender", "sent_at")
    list_filter = ("template", "channel", "sender", "language")
    search_fields = ("recipient",)
    fields = (
        "created_at",
        "sent_at",
        "template",
        "channel",
        "sender",
        "recipient",
        "language",
        "subject",
        "text",
        "error",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        # Display methods get no request, so the row itself says whether its reader may.
        may = request.user.has_perm("gateway.read_delivery_link")
        rows: QuerySet[Delivery] = super().get_queryset(request)
        return rows.annotate(may_read_link=Value(may))

    @display(description="texto")
    def text(self, row: Delivery) -> str:
        if row.link_sealed is None:
            return row.body
        link = "•••"
        if row.may_read_link:
            link = unseal(bytes(row.link_sealed), purpose=LINK_SEAL).decode()
        return row.body.replace("{link}", link)
