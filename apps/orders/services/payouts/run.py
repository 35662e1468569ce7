"""Begin the payouts that are due."""

from datetime import date
from uuid import UUID

from apps.orders.domain.money.calendar import Calendar, payday_at
from apps.orders.models import PayoutCalendar
from apps.orders.selectors.payouts import waiting_by_merchant
from apps.orders.services.payouts.begin import begin_payout
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM, Actor
from quenty.kernel.money import Money


def run_payouts(
    *, customer_id: UUID | None = None, day: date | None = None, actor: Actor = SYSTEM
) -> int:
    """For every merchant with money waiting whose payday it is and whose hour has struck; how
    many were begun. `day`: as if it were that payday, whatever the calendar says."""
    begun = 0
    for owner, livemode, amount in waiting_by_merchant(customer_id):
        calendar = PayoutCalendar.objects.filter(customer_id=owner).first()
        if (calendar and calendar.paused) or amount <= Money.zero():
            continue
        due = day or payday_at(clock.now(), as_calendar(calendar))
        if due is None:
            continue
        payout = begin_payout(
            customer_id=owner,
            livemode=livemode,
            day=due,
            minimum=calendar.minimum if calendar else Money.zero(),
            actor=actor,
        )
        begun += payout is not None
    return begun


def as_calendar(row: PayoutCalendar | None) -> Calendar:
    """The usual one for a merchant without its own."""
    return Calendar(tuple(row.weekdays), row.hour) if row else Calendar()
