"""Every pair of state and event is allowed or refused as the tables say."""

from enum import StrEnum
from itertools import product

import pytest

from apps.pickups.domain import states

TABLES = [
    (states.PICKUP_TRANSITIONS, states.PickupStatus, states.PickupEvent, 25),
    (states.STOP_TRANSITIONS, states.StopStatus, states.StopEvent, 14),
    (states.RUN_TRANSITIONS, states.RunStatus, states.RunEvent, 7),
    (states.DESK_TRANSITIONS, states.DeskStatus, states.DeskEvent, 6),
    (states.JOB_TRANSITIONS, states.JobStatus, states.JobEvent, 11),
]


@pytest.mark.parametrize(("table", "statuses", "events", "count"), TABLES)
def test_a_table_allows_what_it_lists_and_nothing_else(
    table: dict[tuple[StrEnum, StrEnum], StrEnum],
    statuses: type[StrEnum],
    events: type[StrEnum],
    count: int,
) -> None:
    assert len(table) == count
    for status, event in product(statuses, events):
        led_to = states.after(table, status, event)
        assert led_to is None or led_to in set(statuses)
        assert (led_to is None) == ((status, event) not in table)


@pytest.mark.parametrize(
    ("table", "closed"),
    [
        (states.PICKUP_TRANSITIONS, {"picked_up", "partially_picked_up", "cancelled", "expired"}),
        (states.STOP_TRANSITIONS, {"done", "failed", "cancelled"}),
        (states.RUN_TRANSITIONS, {"completed", "cancelled"}),
        (states.DESK_TRANSITIONS, {"handed_over", "returned", "cancelled"}),
        (states.JOB_TRANSITIONS, {"committed", "discarded", "cancelled"}),
    ],
)
def test_what_is_closed_stays_closed(
    table: dict[tuple[StrEnum, StrEnum], StrEnum], closed: set[str]
) -> None:
    assert {status.value for status, _ in table} & closed == set()
