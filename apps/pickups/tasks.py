"""What pickups does by itself: confirm, expire, make recurring pickups, warn."""

from datetime import timedelta

from apps.pickups.services.pickups import confirm, expire, recurring
from apps.pickups.services.points.warn_late import warn_of_late_parcels
from quenty.platform.events import schedule


@schedule("pickups.confirm_due", every=timedelta(minutes=10))
def confirm_due() -> None:
    confirm.confirm_due()


@schedule("pickups.expire_pickups", every=timedelta(minutes=15))
def expire_pickups() -> None:
    expire.expire_pickups()


@schedule("pickups.make_recurring", every=timedelta(hours=1))
def make_recurring() -> None:
    recurring.make_recurring()


@schedule("pickups.warn_of_late_parcels", every=timedelta(hours=1))
def warn_late() -> None:
    warn_of_late_parcels()
