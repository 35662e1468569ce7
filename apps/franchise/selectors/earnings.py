"""Parcels, commissions, settlements and payees, as far as one may see them.

A franchisee sees what is its franchise's and its points'; a payee that is a customer (an ally,
an agent) sees its own, which is nobody else's, whosever franchise it works with.
"""

from collections.abc import Iterable
from datetime import MAXYEAR, date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from apps.franchise.domain.franchises import SUSPENDED
from apps.franchise.domain.settlement.compute import TaxLine, summed
from apps.franchise.domain.settlement.states import PAID, REOPENED
from apps.franchise.models import (
    Charge,
    Commission,
    CommissionRule,
    Franchise,
    GuideCopy,
    Payee,
    PayerProfile,
    Settlement,
    TaxRate,
)
from apps.franchise.selectors.scope import sees_all
from quenty.contracts.franchise.charge_errors import ChargeError
from quenty.contracts.franchise.commission_errors import CommissionError, SettlementError
from quenty.kernel.money import COP, Money
from quenty.platform.auth import Principal

M = TypeVar("M", bound=Model)
# The payees of a franchise that are the franchise's own.
ITS_OWN = ("franchise", "point")


def _own(rows: QuerySet[M], principal: Principal, path: str) -> QuerySet[M]:
    """`path` leads to the payee: `payee__`, or "" for payees themselves."""
    if sees_all(principal):
        return rows
    if principal.franchise_id is not None:
        its_own = {f"{path}franchise": principal.franchise_id, f"{path}kind__in": ITS_OWN}
        return rows.filter(**its_own)
    if principal.customer_id is not None:
        return rows.filter(**{f"{path}customer_id": principal.customer_id})
    return rows.none()


def parcels(principal: Principal, *, number: str | None = None) -> QuerySet[GuideCopy]:
    rows = GuideCopy.objects.all()
    if not sees_all(principal):
        mine = principal.franchise_id
        rows = rows.filter(franchise=mine) if mine else rows.none()
    return rows.filter(number=number) if number else rows


def payees(principal: Principal) -> QuerySet[Payee]:
    return _own(Payee.objects.all(), principal, "")


def payee(principal: Principal, payee_id: UUID) -> Payee:
    """Raises franchise.commission.payee_not_found."""
    found = payees(principal).filter(pk=payee_id).first()
    if found is None:
        raise CommissionError.PAYEE_NOT_FOUND()
    return found


def is_held(payee: Payee) -> bool:
    """Whether nothing is settled or paid to it meanwhile: it is a suspended franchise, or a
    point of one. Its allies and agents are people of their own."""
    if payee.kind not in ITS_OWN or payee.franchise_id is None:
        return False
    return Franchise.objects.filter(pk=payee.franchise_id, status=SUSPENDED).exists()


def commissions(
    principal: Principal,
    *,
    status: str | None = None,
    payee: UUID | None = None,
    guide: UUID | None = None,
) -> QuerySet[Commission]:
    rows = _own(Commission.objects.select_related("guide", "rule"), principal, "payee__")
    wanted = {"status": status, "payee": payee, "guide": guide}
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def rules() -> QuerySet[CommissionRule]:
    return CommissionRule.objects.all()


def tax_rates() -> QuerySet[TaxRate]:
    return TaxRate.objects.all()


def payer_profiles() -> QuerySet[PayerProfile]:
    return PayerProfile.objects.all()


def charges(
    principal: Principal, *, status: str | None = None, payee: UUID | None = None
) -> QuerySet[Charge]:
    rows = _own(Charge.objects.select_related("payee"), principal, "payee__")
    if status:
        rows = rows.filter(status=status)
    return rows.filter(payee=payee) if payee else rows


def charge(principal: Principal, charge_id: UUID) -> Charge:
    """Raises franchise.charge.not_found."""
    found = charges(principal).filter(pk=charge_id).first()
    if found is None:
        raise ChargeError.NOT_FOUND()
    return found


def payable_charge(principal: Principal, charge_id: UUID) -> Charge:
    """One that is paid from the caller's own wallet, or by staff from its payee's. Raises
    franchise.charge.not_found."""
    found = charge(principal, charge_id)
    own = found.payee.franchise
    if not sees_all(principal) and (own is None or own.customer_id != found.payee.customer_id):
        raise ChargeError.NOT_FOUND()
    return found


def settlements(
    principal: Principal, *, status: str | None = None, period: date | None = None
) -> QuerySet[Settlement]:
    """`period`: any day of the month."""
    rows = _own(Settlement.objects.select_related("payee"), principal, "payee__")
    if status:
        rows = rows.filter(status=status)
    return rows.filter(period=period.replace(day=1)) if period else rows


def settlement(principal: Principal, settlement_id: UUID) -> Settlement:
    """Raises franchise.settlement.not_found."""
    found = settlements(principal).filter(pk=settlement_id).first()
    if found is None:
        raise SettlementError.NOT_FOUND()
    return found


def lines_of(settlement: Settlement) -> list[Commission]:
    rows = settlement.commissions.select_related("guide", "rule")
    return list(rows.order_by("earned_on", "guide__number", "kind"))


def certified(payee: Payee, year: int) -> list[Settlement]:
    """What was paid in a year. What a bank gave back counts: it was credited, less the same.

    Raises franchise.commission.payee_not_found for a year that no calendar has.
    """
    if not 0 < year < MAXYEAR:
        raise CommissionError.PAYEE_NOT_FOUND()
    rows = Settlement.objects.filter(
        payee=payee, status__in=(PAID, REOPENED), computed_on__year=year
    )
    return list(rows.order_by("period"))


def taxes_of(rows: Iterable[Settlement]) -> list[TaxLine]:
    """By tax, concept and rate, summed over settlements."""
    lines = [
        TaxLine(
            tax=each["tax"],
            concept=each["concept"],
            base=Money(each["base"], COP),
            rate=Decimal(each["rate"]),
            amount=Money(each["amount"], COP),
        )
        for row in rows
        for each in row.taxes
    ]
    return summed(lines)
