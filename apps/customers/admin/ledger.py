"""The ledger to look at: accounts, postings, entries."""

from typing import Any

from django.contrib import admin
from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display

from apps.customers.admin.shown import link, pesos
from apps.customers.models import (
    LedgerAccount,
    LedgerEntry,
    LedgerPending,
    LedgerPosting,
    Merchant,
)
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import told

_OWNER = Subquery(
    Merchant.objects.filter(pk=OuterRef("account__owner_id")).values("display_name")[:1]
)


def _account(row: LedgerEntry) -> str:
    """What it is for in words, and whose or which, with the way to it."""
    said = [str(told(row.account.purpose)), *filter(None, [row.account.detail])]
    return link("ledgeraccount", row.account_id, " · ".join(said))


@admin.register(LedgerAccount)
class LedgerAccountAdmin(ReadOnlyAdmin):
    list_display = ("owner", "purpose", "detail", "balance_shown", "limit", "currency", "livemode")
    list_filter = ("purpose", "livemode", "currency", ("owner_id", admin.EmptyFieldListFilter))
    search_fields = ("owner_id", "purpose", "detail", "id")
    fields = ("owner", "purpose", "detail", "balance_shown", "limit", "currency", "livemode", "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[LedgerAccount]:
        waiting = (
            LedgerPending.objects.filter(account_id=OuterRef("pk"))
            .values("account_id")
            .annotate(sum=Sum("amount"))
            .values("sum")
        )
        rows: QuerySet[LedgerAccount] = super().get_queryset(request)
        return rows.annotate(
            owner_name=Subquery(
                Merchant.objects.filter(pk=OuterRef("owner_id")).values("display_name")[:1]
            ),
            now=F("balance")
            + Coalesce(Subquery(waiting), Value(0), output_field=BigIntegerField()),
        )

    @display(description=_("de quién"))
    def owner(self, row: Any) -> str:
        if row.owner_id is None:
            return str(_("plataforma"))
        return link("merchant", row.owner_id, row.owner_name or row.owner_id)

    @display(description=_("saldo"), ordering="now")
    def balance_shown(self, row: Any) -> str:
        return pesos(row.now, row.currency)

    @display(description=_("cupo"))
    def limit(self, row: LedgerAccount) -> str:
        return pesos(-row.floor, row.currency) if row.floor else "—"


class EntryInline(TabularInline):
    model = LedgerEntry
    fields = ("account_shown", "amount_shown", "balance_shown")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[LedgerEntry]:
        rows: QuerySet[LedgerEntry] = super().get_queryset(request)
        return rows.select_related("account")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(description=_("cuenta"))
    def account_shown(self, row: LedgerEntry) -> str:
        return _account(row)

    @display(description=_("valor"))
    def amount_shown(self, row: LedgerEntry) -> str:
        return pesos(row.amount, row.currency)

    @display(description=_("saldo después"))
    def balance_shown(self, row: LedgerEntry) -> str:
        return pesos(row.balance_after, row.currency)


@admin.register(LedgerPosting)
class LedgerPostingAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "kind", "purpose", "description", "reference_id", "actor")
    list_filter = ("kind", "livemode", "created_at")
    search_fields = ("id", "reference_id", "idempotency_key", "description")
    show_full_result_count = False
    inlines = (EntryInline,)
    fields = (
        "created_at",
        "kind",
        "purpose",
        "description",
        "reference_id",
        "idempotency_key",
        "reverses",
        "actor",
        "livemode",
        "id",
    )


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "owner", "account_shown", "kind", "amount_shown", "balance_shown")
    list_filter = ("posting__kind", "account__purpose", "account__livemode")
    search_fields = ("account__owner_id", "posting__id", "posting__reference_id")
    list_select_related = ("account", "posting")
    show_full_result_count = False
    fields = (
        "created_at",
        "owner",
        "account_shown",
        "posting_shown",
        "amount_shown",
        "balance_shown",
        "version",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[LedgerEntry]:
        rows: QuerySet[LedgerEntry] = super().get_queryset(request)
        return rows.select_related("account", "posting").annotate(owner_name=_OWNER)

    @display(description=_("de quién"))
    def owner(self, row: Any) -> str:
        if row.account.owner_id is None:
            return str(_("plataforma"))
        return link("merchant", row.account.owner_id, row.owner_name or row.account.owner_id)

    @display(description=_("cuenta"), ordering="account__purpose")
    def account_shown(self, row: LedgerEntry) -> str:
        return _account(row)

    @display(description=_("clase"), ordering="posting__kind")
    def kind(self, row: LedgerEntry) -> str:
        return link("ledgerposting", row.posting_id, told(row.posting.kind))

    @display(description=_("asiento"))
    def posting_shown(self, row: LedgerEntry) -> str:
        return link("ledgerposting", row.posting_id, row.posting)

    @display(description=_("valor"), ordering="amount")
    def amount_shown(self, row: LedgerEntry) -> str:
        return pesos(row.amount, row.currency)

    @display(description=_("saldo después"))
    def balance_shown(self, row: LedgerEntry) -> str:
        return pesos(row.balance_after, row.currency)
