"""API keys: look, and revoke."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from apps.gateway.admin.acting import actor_of, for_each
from apps.gateway.models import ApiKey
from apps.gateway.services.revoke_api_key import revoke_api_key
from quenty.platform.store.read_only import ReadOnlyAdmin


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnlyAdmin):
    list_display = (
        "name",
        "prefix",
        "live",
        "owner_id",
        "scopes_shown",
        "last_used_at",
        "expires_at",
        "revoked_at",
    )
    list_filter = ("livemode", ("revoked_at", admin.EmptyFieldListFilter))
    search_fields = ("name", "prefix", "owner_id", "id")
    exclude = ("key_hash",)
    actions = ("revoke",)

    @display(description="real", boolean=True)
    def live(self, key: ApiKey) -> bool:
        return key.livemode

    @display(description="alcances")
    def scopes_shown(self, key: ApiKey) -> str:
        return ", ".join(key.scopes)

    @admin.action(description="Revocar para siempre", permissions=["change"])
    def revoke(self, request: HttpRequest, rows: QuerySet[ApiKey]) -> None:
        actor = actor_of(request)
        for_each(
            request, rows, lambda k: revoke_api_key(key_id=k.pk, reason="by staff", actor=actor)
        )
