"""Let a point or an operator earn commissions."""

from uuid import UUID

from django.db import IntegrityError

from apps.franchise.models import Operator, Payee, Point
from apps.franchise.services.ask_customer import begins_with
from quenty.contracts.franchise.commission_errors import CommissionError
from quenty.contracts.franchise.errors import FranchiseError
from quenty.contracts.franchise.franchise_errors import NetworkError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

POINT, OPERATOR = KINDS = ("point", "operator")


def add_payee(*, kind: str, of: UUID, customer_id: UUID, actor: Actor) -> Payee:
    """`of`: the point's or operator's id; `customer_id`: whose wallet is paid. Raises
    franchise.network.point_not_found, franchise.operator_not_found,
    franchise.commission.payee_exists."""
    with unit_of_work("franchise"):
        row = Payee(id=of, kind=kind, customer_id=customer_id, **begins_with(customer_id))
        if kind == POINT:
            point = Point.objects.filter(pk=of).first()
            if point is None:
                raise NetworkError.POINT_NOT_FOUND(field="of")
            row.name, row.franchise_id = point.name, point.franchise_id
        else:
            operator = Operator.objects.filter(pk=of).first()
            if operator is None:
                raise FranchiseError.OPERATOR_NOT_FOUND(field="of")
            row.name = operator.trade_name
        try:
            with unit_of_work("franchise"):
                row.save(force_insert=True)
        except IntegrityError as error:
            raise CommissionError.PAYEE_EXISTS(field="of") from error
        data = {"kind": kind}
        record("franchise", action="payee.add", subject=row.pk, actor=actor, data=data)
    return row
