"""Merchants as they are read, and what each may do now."""

from uuid import UUID

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from apps.customers.models import KycCase, Merchant
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import clock
from quenty.platform import ambient
from quenty.platform.auth import Principal


def merchant_by_id(customer_id: UUID) -> Merchant:
    """A registered merchant. In test mode a live merchant's id stands for its twin, so that
    play never touches real money.

    Raises customers.not_found.
    """
    row = (
        Merchant.objects.select_related("twin")
        .filter(pk=customer_id)
        .filter(registered_at__isnull=False)
        .exclude(status=Merchant.Status.ERASED)
        .first()
    )
    if row is None:
        raise CustomerError.NOT_FOUND()
    if row.livemode and row.twin is not None and not ambient.current().livemode:
        return row.twin
    return row


def merchant_of(principal: Principal) -> Merchant:
    """The caller's own. Raises customers.not_found for a caller who is no merchant."""
    if principal.customer_id is None:
        raise CustomerError.NOT_FOUND()
    row = merchant_by_id(principal.customer_id)
    if row.livemode and row.twin is not None and not principal.livemode:
        return row.twin
    return row


def merchants(
    *,
    status: str | None = None,
    size: str | None = None,
    document_number: str | None = None,
    livemode: bool | None = None,
) -> QuerySet[Merchant]:
    """For staff; each filter is optional. `document_number`: without check digit."""
    rows = _with_level(Merchant.objects.filter(registered_at__isnull=False))
    if status:
        rows = rows.filter(status=status)
    if size:
        rows = rows.filter(size=size)
    if document_number:
        rows = rows.filter(document_number=document_number)
    if livemode is not None:
        rows = rows.filter(livemode=livemode)
    return rows


def profile_of(customer_id: UUID) -> Merchant:
    """A registered merchant with its `kyc_level`. Raises customers.not_found."""
    row = merchants().filter(pk=customer_id).first()
    if row is None:
        raise CustomerError.NOT_FOUND()
    return row


def _with_level(rows: QuerySet[Merchant]) -> QuerySet[Merchant]:
    """Each with the highest level whose approval is in force, as `kyc_level`."""
    granted = KycCase.objects.filter(merchant=OuterRef("pk"), approved_until__gt=clock.now())
    return rows.annotate(
        kyc_level=Case(
            When(Exists(granted.filter(level=KycCase.Level.FULL)), then=Value("full")),
            When(Exists(granted), then=Value("basic")),
            default=Value("none"),
        )
    )


def kyc_level(customer_id: UUID) -> str:
    """The highest level whose approval is in force: none, basic or full."""
    levels = set(
        KycCase.objects.filter(merchant_id=customer_id, approved_until__gt=clock.now()).values_list(
            "level", flat=True
        )
    )
    return next((level for level in ("full", "basic") if level in levels), "none")


def may_spend(customer_id: UUID) -> None:
    """Raises customers.not_active, customers.kyc_required; a twin needs no KYC."""
    in_force = KycCase.objects.filter(merchant=OuterRef("pk"), approved_until__gt=clock.now())
    status, livemode, known = (
        Merchant.objects.filter(pk=customer_id)
        .values_list("status", "livemode", Exists(in_force))
        .get()
    )
    if status != Merchant.Status.ACTIVE:
        raise CustomerError.NOT_ACTIVE(status=status)
    if livemode and not known:
        raise CustomerError.KYC_REQUIRED()
