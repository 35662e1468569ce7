"""What franchise does by the clock."""

from datetime import timedelta

from apps.franchise.services.charges.issue import issue_fees
from apps.franchise.services.charges.pay_charge import expire_charges
from apps.franchise.services.supersede_sheets import supersede_started
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.platform.events import schedule


@schedule("franchise.supersede_sheets", every=timedelta(minutes=15))
def supersede_sheets() -> None:
    supersede_started()


@schedule("franchise.invoice_fees", every=timedelta(hours=6))
def invoice_fees() -> None:
    """This month's, to whoever has none yet; and what was not paid in its term."""
    expire_charges()
    issue_fees(period=clock.today(), actor=SYSTEM)
