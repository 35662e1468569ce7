"""What is asked and answered of payouts and statements."""

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from apps.orders.domain.money.charges import Line
from apps.orders.selectors.statements import Statement, statement
from quenty.kernel.money import Money
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from apps.orders.models import Guide, Payout

HEADINGS = {
    Line.COLLECTED: "recaudado",
    Line.FREIGHT: "flete",
    Line.FEE: "comision",
    Line.IVA: "iva",
    Line.RETURN_FREIGHT: "flete_devolucion",
    Line.WALLET: "pagado_con_billetera",
    Line.ADJUSTMENT: "ajustes",
    Line.CLAIM: "reclamaciones",
}


class LienTakenOut(Serializer):
    lien_id = serializers.UUIDField()
    kind = serializers.CharField()
    reference_id = serializers.UUIDField()
    amount = f.Money()


class PayoutOut(Serializer):
    """`gross` = `paid` + what `liens` took. `status`: due, paid or failed."""

    id = serializers.UUIDField()
    customer_id = serializers.UUIDField()
    day = serializers.DateField()
    status = serializers.CharField()
    gross = f.Money()
    paid = f.Money(allow_null=True)
    liens = serializers.SerializerMethodField()
    failure = serializers.CharField()
    paid_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()

    def get_liens(self, payout: "Payout") -> list[dict[str, Any]]:
        rows = [{**row, "amount": Money.from_units(row["units"])} for row in payout.liens]
        return list(LienTakenOut(rows, many=True).data)


class PayoutFilters(Serializer):
    status = serializers.ChoiceField(choices=["due", "paid", "failed"], required=False)
    customer_id = serializers.UUIDField(required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)


class PayoutLineOut(Serializer):
    """`net` = `paid` + `liens`."""

    number = serializers.CharField(source="guide.number")
    guide_id = serializers.UUIDField()
    net = f.Money()
    liens = f.Money()
    paid = f.Money()


class CalendarBody(Serializer):
    """`weekdays`: 0 is Monday. `hour`: of Colombia. Nothing below `minimum` is paid yet."""

    weekdays = f.UniqueList(
        child=serializers.IntegerField(min_value=0, max_value=6), min_length=1, max_length=7
    )
    hour = serializers.IntegerField(min_value=0, max_value=23)
    minimum = f.Amount(maximum=10**9, default=Money.zero)


class CalendarOut(Serializer):
    """`waiting`: what the next payout would hold; below zero when the merchant owes us."""

    weekdays = serializers.ListField(child=serializers.IntegerField())
    hour = serializers.IntegerField()
    minimum = f.Money()
    paused = serializers.BooleanField()
    next_day = serializers.DateField()
    waiting = f.Money()


class PeriodQuery(Serializer):
    since = serializers.DateField(required=False, help_text="First day of issue, in Colombia")
    until = serializers.DateField(required=False, help_text="Last day of issue, in Colombia")


class WholePeriodQuery(Serializer):
    since = serializers.DateField(help_text="First day of issue, in Colombia")
    until = serializers.DateField(help_text="Last day of issue, in Colombia")


class StatementOut(Serializer):
    """Signed: what the merchant gets is positive. collected + freight + fee + iva +
    return_freight + wallet (its price, paid in advance) + adjustment + claim = net, and
    net = liens + paid + balance; of what the merchant owed, `paid` is what its wallet paid and
    `liens` what is claimed of its payouts, both below zero."""

    number = serializers.CharField()
    reference = serializers.CharField()
    status = serializers.CharField()
    issued_at = serializers.DateTimeField()
    collected = f.Money()
    freight = f.Money()
    fee = f.Money()
    iva = f.Money()
    return_freight = f.Money()
    wallet = f.Money()
    adjustment = f.Money()
    claim = f.Money()
    net = f.Money()
    liens = f.Money()
    paid = f.Money()
    balance = f.Money()


class StatementRowOut(StatementOut):
    """Of a guide with its money loaded."""

    def to_representation(self, instance: "Guide") -> Any:
        return super().to_representation(stated(statement(instance)))


def stated(one: Statement) -> dict[str, Any]:
    guide = one.guide
    return {
        "number": guide.number,
        "reference": guide.order.reference,
        "status": guide.status,
        "issued_at": guide.issued_at,
        **{line.value: amount for line, amount in one.lines.items()},
        "net": one.net,
        "liens": one.liens,
        "paid": one.paid,
        "balance": one.balance,
    }
