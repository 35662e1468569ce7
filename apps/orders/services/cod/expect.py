"""From the moment a guide is issued, its money is expected."""

from apps.orders.domain.money import charges
from apps.orders.models import Cod, Guide
from apps.orders.services.cod.moves import key_of
from apps.orders.services.money.record import record_money
from quenty.kernel.money import Money


def expect_cod(guide: Guide) -> Cod | None:
    """Inside a unit of work; once a guide. None when nothing is collected at the door."""
    if not guide.collect:
        return None
    cod, made = Cod.objects.get_or_create(
        guide=guide,
        defaults={
            "customer_id": guide.customer_id,
            "livemode": guide.livemode,
            "operator_id": guide.operator_id,
            "expected": guide.collect,
            "collected": Money.zero(),
            "remitted": Money.zero(),
        },
    )
    if made:
        record_money(
            guide,
            charges.expect(cod.expected, operator=str(cod.operator_id)),
            key=key_of(cod, "expected"),
            purpose="cod_expected",
            description="Recaudo por cobrar",
        )
    return cod
