"""What franchise does by the clock."""

from datetime import timedelta

from apps.franchise.services.supersede_sheets import supersede_started
from quenty.platform.events import schedule


@schedule("franchise.supersede_sheets", every=timedelta(minutes=15))
def supersede_sheets() -> None:
    supersede_started()
