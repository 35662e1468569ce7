"""Ask operators where their guides are, each as often as its account says."""

from collections import defaultdict
from datetime import timedelta
from functools import partial
from uuid import UUID

import structlog

from apps.orders.domain.operators.failures import OperatorFailure
from apps.orders.domain.operators.port import OperatorPort
from apps.orders.models import Guide
from apps.orders.selectors.operators import reach_by
from apps.orders.services.operators.ask import ask
from apps.orders.services.operators.take_events import take_event
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work

log = structlog.get_logger(__name__)
BATCH = 500
AT_ONCE = 50
SANDBOX_EVERY = timedelta(minutes=1)


def poll_operators() -> int:
    """How many guides were asked for. One operator that is away keeps no other waiting."""
    due = _claim()
    by_line: dict[tuple[UUID, bool, UUID | None], list[Guide]] = defaultdict(list)
    for guide in due:
        by_line[guide.operator_id, guide.livemode, guide.account_id].append(guide)
    for guides in by_line.values():
        for start in range(0, len(guides), AT_ONCE):
            try:
                _poll(guides[start : start + AT_ONCE])
            except OperatorFailure as failure:
                log.info("operator.not_polled", operator=guides[0].operator_name, why=str(failure))
                break
    return len(due)


def _claim() -> list[Guide]:
    """Those that are due, asked for next when their account says."""
    now = clock.now()
    with unit_of_work("orders"):
        rows = Guide.objects.select_for_update(skip_locked=True, of=("self",)).select_related(
            "account"
        )
        due = list(rows.filter(next_poll_at__lte=now).order_by("next_poll_at")[:BATCH])
        for guide in due:
            every = (
                timedelta(minutes=guide.account.poll_minutes) if guide.account else SANDBOX_EVERY
            )
            guide.next_poll_at = now + every if every else None
        Guide.objects.bulk_update(due, ["next_poll_at"])
    return due


def _poll(guides: list[Guide]) -> None:
    first = guides[0]
    reach = reach_by(first.account, first.operator_id, first.operator_name, livemode=first.livemode)
    numbers = [guide.operator_number for guide in guides]
    found = ask(reach, "track", numbers[0], partial(_track, numbers))
    actor = Actor("operator", reach.operator_code[:100])
    for guide in guides:
        for event in sorted(
            found.get(guide.operator_number, ()), key=lambda event: event.occurred_at
        ):
            take_event(guide, event, actor=actor)


def _track(numbers: list[str], port: OperatorPort) -> dict[str, tuple]:  # type: ignore[type-arg]
    return dict(port.track(numbers))
