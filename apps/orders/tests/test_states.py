"""The transition tables, walked in full product."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.orders.domain.states import ORDER_TRANSITIONS, GuideStatus, OrderEvent, OrderStatus
from apps.orders.domain.tracking import TERMINAL, TRANSITIONS, Told, state_after, summary

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
S = GuideStatus

# Written out, so that a change of the table is a change here: row by state, what it admits.
ORDERS = {
    "pending": {"quote": "quoted", "cancel": "cancelled"},
    "quoted": {
        "quote": "quoted",
        "expire": "pending",
        "confirm": "confirmed",
        "cancel": "cancelled",
    },
    "confirmed": {"issue": "with_guide", "fail": "quoted", "cancel": "cancelled"},
    "with_guide": {"void": "pending", "close": "closed", "cancel": "cancelled"},
    "closed": {"reopen": "with_guide"},
    "cancelled": {},
}
_ROAD = "in_transit out_for_delivery delivered at_office delivery_failed on_hold"
_BACK = "returning returned lost damaged"
GUIDES = {
    "generated": f"received_at_point picked_up {_ROAD} {_BACK} voided",
    "received_at_point": f"generated picked_up {_ROAD} {_BACK}",
    "picked_up": f"{_ROAD} {_BACK}",
    **{
        state: " ".join(event for event in f"{_ROAD} {_BACK}".split() if event != state)
        for state in _ROAD.split()
        if state != "delivered"
    },
    "returning": "delivered returned lost damaged",
    **dict.fromkeys(("delivered", "returned", "lost", "damaged", "voided"), ""),
}


@pytest.mark.parametrize(("status", "event"), list(product(OrderStatus, OrderEvent)))
def test_order_table(status, event) -> None:
    assert ORDER_TRANSITIONS.get((status, event)) == ORDERS[status].get(event)


@pytest.mark.parametrize(("status", "event"), list(product(GuideStatus, GuideStatus)))
def test_guide_table(status, event) -> None:
    expected = event if event.value in GUIDES[status].split() else None
    assert TRANSITIONS.get((status, event)) == expected


@pytest.mark.parametrize("status", sorted(TERMINAL))
def test_what_has_ended_stays_whatever_is_told_late(status) -> None:
    late = [Told(event, START) for event in GuideStatus]
    assert state_after(late, at_present=status) == status


_EVENTS = [s for s in GuideStatus if s not in TERMINAL and s is not S.GENERATED]
_told = st.builds(
    Told,
    st.sampled_from(_EVENTS),
    st.integers(0, 600).map(lambda minutes: START + timedelta(minutes=minutes)),
)


@given(st.lists(_told, max_size=20).flatmap(lambda x: st.tuples(st.just(x), st.permutations(x))))
def test_a_history_comes_to_one_state_in_whatever_order_it_is_told(histories) -> None:
    told, shuffled = histories

    assert state_after(told, at_present=S.GENERATED) == state_after(
        shuffled, at_present=S.GENERATED
    )


@given(st.lists(_told, max_size=20))
def test_a_delivery_ends_it_whenever_the_rest_is_told(told) -> None:
    delivered = Told(S.DELIVERED, START + timedelta(days=1))

    assert state_after([*told, delivered], at_present=S.GENERATED) == S.DELIVERED


@pytest.mark.parametrize(
    ("pieces", "guide"),
    [
        ([S.GENERATED], S.GENERATED),
        ([S.PICKED_UP, S.GENERATED], S.GENERATED),
        ([S.DELIVERED, S.OUT_FOR_DELIVERY], S.OUT_FOR_DELIVERY),
        ([S.DELIVERED, S.DELIVERED], S.DELIVERED),
        ([S.DELIVERED, S.RETURNED], S.RETURNED),
        ([S.DELIVERED, S.LOST, S.DAMAGED], S.LOST),
        ([S.VOIDED, S.VOIDED], S.VOIDED),
    ],
)
def test_a_guide_is_where_its_hindmost_piece_is(pieces, guide) -> None:
    assert summary(pieces) == guide
