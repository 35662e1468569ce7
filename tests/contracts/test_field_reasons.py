"""Why a delivery failed means the same to who drives and to who keeps the guide: whether it
counts as an attempt, and whether it is tried again unasked."""

from datetime import date

import pytest

from apps.orders.domain.incidents import CAUSES, MOST_ATTEMPTS, OF_THE_FIELD, Again, Group
from apps.pickups.domain import attempts
from apps.pickups.domain.attempts import NOT_COUNTED, Reason, sequel

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("reason", list(Reason))
def test_a_reason_of_the_field_has_the_same_sequel_in_orders(reason: Reason) -> None:
    cause = CAUSES[OF_THE_FIELD[reason.value]]

    told = sequel(reason=reason, number=1, day=MONDAY)

    assert (told.retry_on is not None) == (cause.again is Again.NEXT_DAY)
    assert (reason not in NOT_COUNTED) == cause.attempt


def test_every_reason_is_mapped_and_nothing_else() -> None:
    assert set(OF_THE_FIELD) == {reason.value for reason in Reason}


def test_both_stop_after_as_many_attempts() -> None:
    assert attempts.MOST_ATTEMPTS == MOST_ATTEMPTS
    for reason in set(Reason) - NOT_COUNTED:
        assert sequel(reason=reason, number=MOST_ATTEMPTS, day=MONDAY).final


def test_what_nobody_knows_waits_for_staff() -> None:
    cause = CAUSES[OF_THE_FIELD["other"]]

    assert (cause.group, cause.acts, cause.again) == (Group.OPERATOR, "staff", Again.ON_ANSWER)
