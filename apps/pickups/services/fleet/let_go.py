"""Who or what is let go has no shifts to come: their runs are withdrawn, their stops wait."""

from django.db.models import Q

from apps.pickups.models import Driver, Shift, Vehicle
from apps.pickups.services.fleet.plan_shift import withdraw_shift
from apps.pickups.services.runs.cancel import cancel_run
from quenty.kernel import clock
from quenty.kernel.actors import Actor

_NOT_LEFT = frozenset({"draft", "published"})


def let_go_of_shifts(row: Driver | Vehicle, *, actor: Actor) -> int:
    """From now on; a run that is under way stays, for the staff to complete. Gives how many
    shifts were withdrawn. Inside the unit of work of the change."""
    of = Q(driver=row) if isinstance(row, Driver) else Q(vehicle=row)
    coming = Shift.objects.filter(of, available=True, ends_at__gt=clock.now())
    return sum(_let_go(shift, actor) for shift in coming.select_related("run").order_by("pk"))


def _let_go(shift: Shift, actor: Actor) -> bool:
    run = getattr(shift, "run", None)
    if run is not None and run.status in _NOT_LEFT:
        cancel_run(run_id=run.pk, reason="let go", actor=actor)
    elif run is not None and run.status != "cancelled":
        return False
    withdraw_shift(shift_id=shift.pk, actor=actor)
    return True
