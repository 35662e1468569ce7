"""What was paid for a parcel already, and what may still be had: claims and freight together."""

from datetime import date

from django.db.models import QuerySet, Sum

from apps.orders.domain.money import charges
from apps.orders.domain.money.claims import ClaimKind, ClaimStatus, Regime, compensation, regime_of
from apps.orders.models import Claim, Guide
from apps.orders.selectors.price_lines import charged, freight_lines, tariff_of
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import Money

_WHOLE = 100


def left_to_compensate(claim: Claim) -> Money | None:
    """Of all that the regime gives for its guide, by what was paid for other causes before; in the
    postal regime what went back of the carriage counts. None where nothing bounds it: carriage of
    cargo goes back beside the value of the goods. Under the guide's lock."""
    guide, regime = claim.guide, Regime(claim.regime)
    others = guide.claims.exclude(pk=claim.pk)
    if regime is Regime.POSTAL:
        most = _most(guide, regime, _day_of(claim))
        return _not_negative(most - _paid(others) - _carriage_back(guide))
    if claim.kind == ClaimKind.DELAY:
        return None
    goods = others.exclude(kind=ClaimKind.DELAY)
    return _not_negative(_most(guide, regime, _day_of(claim)) - _paid(goods))


def refundable_percent(guide: Guide) -> int:
    """Of the price, what may still go back beside what was paid for the parcel: whole percents."""
    regime = regime_of(str(guide.service.get("regime", "")), guide.chargeable_g)
    paid = guide.claims.filter(status=ClaimStatus.PAID)
    goods = paid.exclude(kind=ClaimKind.DELAY).order_by("created_at").last()
    if regime is not Regime.POSTAL or goods is None:
        return _WHOLE
    left = _most(guide, regime, _day_of(goods)) - _paid(guide.claims.all()) - _carriage_back(guide)
    price = sum(line.amount.units for line in freight_lines(guide))
    return max(0, min(_WHOLE, left.units * _WHOLE // price)) if price else 0


def _most(guide: Guide, regime: Regime, on: date) -> Money:
    insured = bool(charges.of_kind(charged(guide, "selling"), "declared_value"))
    declared = guide.declared_value
    return compensation(
        regime, tariff=tariff_of(guide), declared=declared, insured=insured, asked=declared, on=on
    ).most


def _day_of(claim: Claim) -> date:
    return claim.created_at.astimezone(BOGOTA).date()


def _paid(claims: "QuerySet[Claim]") -> Money:
    return (
        claims.filter(status=ClaimStatus.PAID).aggregate(sum=Sum("amount"))["sum"] or Money.zero()
    )


def _carriage_back(guide: Guide) -> Money:
    """What stands of what was refunded."""
    rows = guide.money.filter(purpose__in=("freight_refund", "undo_freight_refund"))
    return rows.aggregate(sum=Sum("merchant_amount"))["sum"] or Money.zero()


def _not_negative(amount: Money) -> Money:
    return max(Money.zero(), amount)
