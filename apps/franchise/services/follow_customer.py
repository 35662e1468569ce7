"""A franchise works while its franchisee has full KYC and an account in good standing: suspended
when either ends, working again when both hold anew. One that a person suspended waits for a
person. A payee whose account is stopped is paid nothing."""

from uuid import UUID

from django.db.models import Q

from apps.franchise.domain.accounts import ACTIVE as GOOD
from apps.franchise.domain.accounts import Account
from apps.franchise.domain.franchises import (
    ACTIVE,
    CUSTOMER_STOPPED,
    FULL_KYC,
    KYC_LAPSED,
    SUSPENDED,
)
from apps.franchise.models import Franchise, MerchantCopy, Payee
from apps.franchise.services.activate_franchise import let_work, suspend_franchise
from apps.franchise.services.ask_customer import locked_customer
from quenty.kernel.actors import SYSTEM
from quenty.kernel.errors import DomainError
from quenty.platform.db import unit_of_work

# What all is well with, as far as it was told.
WELL = Account(standing=GOOD, kyc_level=FULL_KYC, livemode=True)


def note_kyc(*, customer_id: UUID, level: str, holds: bool, seq: int) -> None:
    """`holds`: approved; otherwise rejected or expired. The newest told wins; only full KYC
    counts. `seq`: the event's place among the customer's."""
    if level != FULL_KYC:
        return
    with unit_of_work("franchise"):
        row = locked_customer(customer_id)
        if seq >= row.kyc_seq:
            row.kyc_seq, row.kyc_full = seq, holds
            row.save()
            _follow(row)


def note_standing(*, customer_id: UUID, standing: str, seq: int) -> None:
    """Suspended, closed, or active again; the newest told wins."""
    with unit_of_work("franchise"):
        row = locked_customer(customer_id)
        if seq >= row.standing_seq:
            row.standing_seq, row.standing = seq, standing
            row.save()
            _follow(row)
            # After its franchises: who changes one locks it before its payee.
            Payee.objects.filter(customer_id=customer_id).update(blocked=row.blocks)


def _follow(customer: MerchantCopy) -> None:
    lapses = {
        "kyc_lapsed": customer.kyc_full is False,
        "customer_lapsed": bool(customer.blocks),
    }
    by_itself = Q(status=ACTIVE) | Q(status=SUSPENDED) & (
        Q(kyc_lapsed=True) | Q(customer_lapsed=True)
    )
    rows = Franchise.objects.filter(by_itself, customer_id=customer.pk).defer("contract")
    for row in rows.select_for_update().order_by("pk"):
        if any(lapses.values()):
            _stop(row, lapses)
        elif row.status == SUSPENDED:
            _go_on(row)


def _stop(row: Franchise, lapses: dict[str, bool]) -> None:
    reason = CUSTOMER_STOPPED if lapses["customer_lapsed"] else KYC_LAPSED
    if row.status == ACTIVE:
        suspend_franchise(franchise_id=row.pk, reason=reason, actor=SYSTEM, **lapses)
    else:
        Franchise.objects.filter(pk=row.pk).update(status_reason=reason, **lapses)


def _go_on(row: Franchise) -> None:
    """What else it lacks meanwhile (its territory, say) leaves it to a person."""
    try:
        let_work(franchise_id=row.pk, account=WELL, actor=SYSTEM)
    except DomainError as error:
        Franchise.objects.filter(pk=row.pk).update(
            status_reason=error.message("es")[:200], kyc_lapsed=False, customer_lapsed=False
        )
