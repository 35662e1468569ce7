"""Invoice what a payee owes: the fees of a month, or a claim or loan by hand."""

from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError

from apps.franchise.domain.charges import CLAIM, FEE, FEE_TERM, LOAN, fee_number
from apps.franchise.domain.franchises import ACTIVE, SUSPENDED
from apps.franchise.domain.months import month_end
from apps.franchise.domain.settlement.profiles import SERVICE
from apps.franchise.domain.settlement.rates import IVA
from apps.franchise.models import Charge, Franchise, Payee
from apps.franchise.outgoing import charges as outgoing
from apps.franchise.selectors.commission_rules import rates
from quenty.contracts.franchise.charge_errors import ChargeError
from quenty.contracts.franchise.commission_errors import CommissionError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import Money, Rate
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

BY_HAND = (CLAIM, LOAN)


def issue_fees(*, period: date, actor: Actor) -> list[Charge]:
    """The fee of a month to each franchise that worked in it, once; IVA by the row of the day.

    `period`: any day of the month, which has begun. Run again it issues what is missing.
    Raises franchise.charge.period_ahead, and franchise.settlement.rate_missing before
    anything is issued.
    """
    first, today = period.replace(day=1), clock.today()
    if first > today:
        raise ChargeError.PERIOD_AHEAD(field="period", period=f"{first:%Y-%m}")
    with unit_of_work("franchise"):
        working = Franchise.objects.filter(
            status__in=(ACTIVE, SUSPENDED),
            monthly_fee__gt=Money.zero(),
            activated_at__lt=datetime.combine(month_end(first), time.min, BOGOTA),
        )
        due = working.defer("contract").select_for_update().order_by("pk")
        numbers = {fee_number(row.code, first): row for row in due}
        done = set(Charge.objects.filter(number__in=numbers).values_list("number", flat=True))
        percent = rates().on(today, IVA, concept=SERVICE).rate if numbers.keys() - done else None
        return [
            _issue(_fee(row, number, first, today, Rate.percent(percent)), actor)
            for number, row in numbers.items()
            if number not in done and percent is not None
        ]


def _fee(row: Franchise, number: str, first: date, today: date, iva: Rate) -> Charge:
    tax = (row.monthly_fee * iva).half_up()
    return Charge(
        payee_id=row.pk,
        kind=FEE,
        number=number,
        concept=f"Canon de franquicia {first:%Y-%m}",
        period=first,
        base=row.monthly_fee,
        iva=tax,
        total=row.monthly_fee + tax,
        issued_on=today,
        due_on=today + FEE_TERM,
    )


def add_charge(
    *, payee_id: UUID, kind: str, number: str, concept: str, amount: Money, due_on: date,
    actor: Actor,
) -> Charge:  # fmt: skip
    """A claim or loan that the next settlements take. Raises
    franchise.commission.payee_not_found, franchise.charge.number_taken."""
    row = Charge(
        payee_id=payee_id, kind=kind, number=number, concept=concept, base=amount,
        iva=Money.zero(), total=amount, issued_on=clock.today(), due_on=due_on,
    )  # fmt: skip
    with unit_of_work("franchise"):
        if not Payee.objects.filter(pk=payee_id).exists():
            raise CommissionError.PAYEE_NOT_FOUND()
        return _issue(row, actor)


def _issue(row: Charge, actor: Actor) -> Charge:
    try:
        with unit_of_work("franchise"):
            row.save()
    except IntegrityError as error:
        if "charge_number" in str(error):
            raise ChargeError.NUMBER_TAKEN(field="number", number=row.number) from error
        raise
    data = {"number": row.number}
    record("franchise", action="charge.issue", subject=row.pk, actor=actor, data=data)
    outgoing.charge_issued(row, actor)
    return row
