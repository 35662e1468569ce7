"""Bank accounts and payouts: look, approve, tell what the bank said."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.customers.admin.decisions import DecidedAdmin, Decision, ReasonForm
from apps.customers.admin.shown import OfMerchant, link, pesos
from apps.customers.models import BankAccount, BankBatch, BankPayout, GmfRate
from apps.customers.services.bank import move_payout
from apps.customers.services.bank.batches import send_batch
from quenty.platform.store.read_only import ReadOnlyAdmin

CHANGE = "customers.change_bankpayout"
SEND = "customers.change_bankbatch"


@admin.register(BankAccount)
class BankAccountAdmin(OfMerchant, ReadOnlyAdmin):
    """Masked: the number opens for the bank's file alone."""

    list_display = (
        "merchant_shown",
        "bank_shown",
        "kind",
        "last_digits",
        "auto",
        "payable_from",
        "replaced_at",
    )
    list_filter = ("kind", "auto", "merchant__livemode")
    search_fields = ("merchant__display_name", "merchant__id", "last_digits")
    list_select_related = ("merchant",)
    fields = (
        "merchant_shown",
        "bank_shown",
        "kind",
        "last_digits",
        "auto",
        "payable_from",
        "replaced_at",
        "actor",
        "created_at",
        "id",
    )

    @display(description=_("banco"), ordering="bank")
    def bank_shown(self, row: BankAccount) -> str:
        return row.bank_name


@admin.register(BankPayout)
class BankPayoutAdmin(OfMerchant, DecidedAdmin):
    list_display = (
        "created_at",
        "merchant_shown",
        "amount_shown",
        "gmf_shown",
        "source",
        "status_shown",
        "sent_at",
    )
    list_filter = ("status", "source", "merchant__livemode")
    search_fields = ("id", "reference_id", "merchant__display_name", "merchant__id")
    list_select_related = ("merchant",)
    date_hierarchy = "created_at"
    fields = (
        "decisions_shown",
        "merchant_shown",
        "account_shown",
        "amount_shown",
        "gmf_shown",
        "source",
        "reference_id",
        "status_shown",
        "reason",
        "batch_shown",
        "first_approver",
        "approved_by",
        "sent_at",
        "ended_at",
        "actor",
        "created_at",
        "id",
    )
    decisions = (
        Decision(
            "approve",
            _("Aprobar"),
            CHANGE,
            lambda row, actor, data: move_payout.approve_payout(payout_id=row.pk, actor=actor),
            lambda row: row.status == BankPayout.Status.WAITING,
        ),
        Decision(
            "cancel",
            _("Cancelar"),
            CHANGE,
            lambda row, actor, data: move_payout.cancel_payout(
                payout_id=row.pk, reason=data["reason"], actor=actor
            ),
            lambda row: row.status in ("waiting", "ready") and row.batch_id is None,
            ReasonForm,
        ),
        Decision(
            "fail",
            _("El banco lo rechazó"),
            CHANGE,
            lambda row, actor, data: move_payout.fail_payout(
                payout_id=row.pk, reason=data["reason"], actor=actor
            ),
            lambda row: row.status == BankPayout.Status.SENT,
            ReasonForm,
        ),
        Decision(
            "return",
            _("El banco lo devolvió"),
            CHANGE,
            lambda row, actor, data: move_payout.return_payout(
                payout_id=row.pk, reason=data["reason"], actor=actor
            ),
            lambda row: row.status == BankPayout.Status.SENT,
            ReasonForm,
        ),
    )

    @display(description=_("cuenta bancaria"))
    def account_shown(self, row: BankPayout) -> str:
        return link("bankaccount", row.account_id, row.account)

    @display(description=_("archivo para el banco"))
    def batch_shown(self, row: BankPayout) -> str:
        return link("bankbatch", row.batch_id, row.batch)

    @display(description=_("valor"), ordering="amount")
    def amount_shown(self, row: BankPayout) -> str:
        return pesos(row.amount)

    @display(description=_("gravamen 4x1000"))
    def gmf_shown(self, row: BankPayout) -> str:
        return pesos(row.gmf)

    @display(
        description=_("estado"),
        ordering="status",
        label={
            "failed": "danger",
            "returned": "danger",
            "waiting": "warning",
        },
    )
    def status_shown(self, row: BankPayout) -> tuple[str, str]:
        return row.status, row.get_status_display()


@admin.register(BankBatch)
class BankBatchAdmin(DecidedAdmin):
    list_display = ("created_at", "payouts_count", "total_shown", "made_by", "sent_by", "sent_at")
    search_fields = ("id", "made_by", "sent_by")
    date_hierarchy = "created_at"
    fields = (
        "decisions_shown",
        "payouts_count",
        "total_shown",
        "made_by",
        "sent_by",
        "sent_at",
        "created_at",
        "id",
    )
    decisions = (
        Decision(
            "send",
            _("El banco lo recibió"),
            SEND,
            lambda row, actor, data: send_batch(batch_id=row.pk, actor=actor),
            lambda row: row.sent_at is None,
        ),
    )

    @display(description=_("total"), ordering="total")
    def total_shown(self, row: BankBatch) -> str:
        return pesos(row.total)


@admin.register(GmfRate)
class GmfRateAdmin(ReadOnlyAdmin):
    list_display = ("valid_from", "per_mille_shown")
    fields = ("valid_from", "per_mille_shown", "id")

    @display(description=_("por mil"), ordering="per_mille")
    def per_mille_shown(self, row: GmfRate) -> str:
        return str(row)
