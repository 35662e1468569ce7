"""What pickups does in the background: routes, and what comes round by itself."""

from datetime import timedelta
from uuid import UUID

from apps.pickups.services.driving.pings import forget_old_pings
from apps.pickups.services.pickups import confirm, expire, recurring
from apps.pickups.services.points.drop_off import forget_expired
from apps.pickups.services.points.warn_late import warn_of_late_parcels
from apps.pickups.services.routing.share_out import solve_share
from apps.pickups.services.routing.solve_job import gather_shares, solve_job
from apps.pickups.services.routing.ways import forget_old_ways
from apps.pickups.services.stops.locate import forget_old_places, locate
from quenty.platform.events import job, schedule


@job("pickups.solve_routes")
def solve_routes(*, job_id: str) -> None:
    solve_job(job_id=UUID(job_id), by_shares=True)


@job("pickups.solve_share")
def solve_routing_share(*, share_id: str) -> None:
    solve_share(share_id=UUID(share_id))


@job("pickups.gather_shares")
def gather_routing_shares(*, job_id: str) -> None:
    gather_shares(job_id=UUID(job_id))


@job("pickups.locate_stop")
def locate_stop(*, stop_id: str, tried: int = 0) -> None:
    locate(stop_id=UUID(stop_id), tried=tried)


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


@schedule("pickups.forget_drop_offs", every=timedelta(hours=1))
def forget_drop_offs() -> None:
    forget_expired()


@schedule("pickups.forget", every=timedelta(hours=24))
def forget() -> None:
    forget_old_pings()
    forget_old_ways()
    forget_old_places()
