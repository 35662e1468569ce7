"""Settle a month for everybody who earned in it."""

from datetime import date
from uuid import UUID

from apps.franchise.domain.commissions.states import CALCULATE, next_status
from apps.franchise.models import Commission, Payee, Settlement
from apps.franchise.services.charges import settle as charges
from apps.franchise.services.settlements.plan import SETTLED, Plan, plan
from quenty.contracts.franchise.commission_errors import SettlementError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def run_settlements(
    *, period: date, actor: Actor, payee_id: UUID | None = None, dry_run: bool = False
) -> list[Plan]:
    """One settlement a payee and month, of everything that waits from before its end.

    `period`: any day of the month. Everybody is reckoned before anything is written, so a
    tax row that is missing settles nobody. Run again it finds what is there.
    Raises franchise.settlement.period_open, .rate_missing.
    """
    first, day = period.replace(day=1), clock.today()
    if first >= day.replace(day=1):
        raise SettlementError.PERIOD_OPEN(field="period", period=f"{first:%Y-%m}")
    found = Payee.objects.filter(commissions__isnull=False).distinct().order_by("pk")
    payees = list(found.filter(pk=payee_id) if payee_id else found)
    plans = [made for payee in payees if (made := plan(payee, period=first, day=day))]
    if dry_run:
        return plans
    return [
        written
        for made in plans
        if (written := _write(made.payee.pk, period=first, day=day, actor=actor))
    ]


def _write(payee_id: UUID, *, period: date, day: date, actor: Actor) -> Plan | None:
    """Plan again under the payee's lock, and keep it."""
    with unit_of_work("franchise"):
        payee = Payee.objects.select_for_update().get(pk=payee_id)
        made = plan(payee, period=period, day=day, locked=True)
        if made is None or made.outcome != SETTLED or made.computed is None:
            return made
        settlement = _settlement(made, period, day)
        settlement.save()
        charges.reserve(settlement)
        for row in made.rows:
            row.status = next_status(row.status, CALCULATE)
            row.amount, row.settlement = made.amounts[row.pk], settlement
        Commission.objects.bulk_create(
            made.rows,
            update_conflicts=True,
            unique_fields=("id",),
            update_fields=("status", "amount", "settlement", "updated_at"),
            batch_size=1000,
        )
        record("franchise", action="settlement.run", subject=settlement.pk, actor=actor)
    return made


def _settlement(made: Plan, period: date, day: date) -> Settlement:
    computed = made.computed
    assert computed is not None  # noqa: S101  (only settled plans come here)
    return Settlement(
        payee=made.payee,
        period=period,
        computed_on=day,
        guides=sum(row.kind == "earned" for row in made.rows),
        gross=computed.gross,
        iva=computed.of("iva"),
        retefuente=computed.of("retefuente"),
        reteiva=computed.of("reteiva"),
        reteica=computed.of("reteica"),
        deducted=computed.deducted,
        net=computed.net,
        taxes=[
            {
                "tax": line.tax,
                "concept": line.concept,
                "base": str(line.base.amount),
                "rate": str(line.rate),
                "amount": str(line.amount.amount),
            }
            for line in computed.taxes
        ],
        deductions=[
            {"kind": each.kind, "reference": each.reference, "amount": str(each.amount.amount)}
            for each in computed.deductions
        ],
    )
