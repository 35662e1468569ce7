"""Rules and guides as the domain takes them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from apps.franchise.domain.commissions.figures import reach_of
from apps.franchise.domain.commissions.rules import Carried, Rule
from apps.franchise.domain.commissions.tiers import Band
from apps.franchise.domain.settlement.profiles import Payer
from apps.franchise.domain.settlement.rates import Rates
from apps.franchise.domain.settlement.rates import TaxRate as Rate
from apps.franchise.models import CommissionRule, GuideCopy, PayerProfile, TaxRate
from quenty.contracts.franchise.commission_errors import SettlementError
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import Money


def rules() -> list[Rule]:
    return [rule_of(row) for row in CommissionRule.objects.all()]


def rule_of(row: CommissionRule) -> Rule:
    return Rule(
        rule_id=row.pk,
        code=row.code,
        scope=row.scope,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        basis=row.basis,
        payee_id=row.payee_id,
        merchant_id=row.merchant_id,
        size=row.size,
        reach=row.reach,
        fixed=row.fixed,
        bands=tuple(
            Band(from_=Decimal(band["from"]), percent=Decimal(band["percent"]))
            for band in row.bands
        ),
        measure=row.measure,
        method=row.method,
        minimum=row.minimum,
        maximum=row.maximum,
        bonus=row.bonus,
        concept=row.concept,
    )


def carried(row: GuideCopy, size: str = "") -> Carried:
    """A guide that was delivered and whose price is known."""
    return Carried(
        guide_id=row.pk,
        number=row.number,
        merchant_id=row.customer_id,
        size=size,
        reach=reach_of(row.destination),
        freight=row.freight,
        margin=row.margin or Money.zero(),
        delivered_at=row.delivered_at,  # type: ignore[arg-type]
        earned_on=row.delivered_at.astimezone(BOGOTA).date(),  # type: ignore[union-attr]
    )


def rules_by_id(ids: Iterable[UUID]) -> dict[UUID, Rule]:
    return {row.pk: rule_of(row) for row in CommissionRule.objects.filter(pk__in=set(ids))}


def rates() -> Rates:
    return Rates(rate_of(row) for row in TaxRate.objects.all())


def rate_of(row: TaxRate) -> Rate:
    return Rate(
        tax=row.tax,
        concept=row.concept,
        profile=row.profile,
        place=row.place,
        rate=row.rate,
        from_uvt=row.from_uvt,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def payer_on(day: date) -> Payer:
    """Quenty's own tax profile of a day. Raises franchise.settlement.rate_missing."""
    row = PayerProfile.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    if row is None:
        raise SettlementError.RATE_MISSING(row=f"payer {day.year}")
    return Payer(agent_for=frozenset(row.agent_for), ica_places=frozenset(row.ica_places))


def payer_named(day: date) -> PayerProfile:
    """The newest of a day that says who Quenty is. Raises franchise.settlement.payer_unnamed."""
    named = PayerProfile.objects.filter(valid_from__lte=day).exclude(nit="")
    row = named.order_by("-valid_from").first()
    if row is None:
        raise SettlementError.PAYER_UNNAMED()
    return row
