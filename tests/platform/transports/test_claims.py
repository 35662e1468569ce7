"""What one relay or worker holds no other takes, and nobody waits for whoever is taking."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connections

from quenty.kernel import clock
from quenty.platform.events import leases, relay, worker
from tests.platform.transports import effects
from tests.platform.transports.test_batches import somebody, wait_for_the_worker

__all__ = ["somebody"]
pytestmark = [
    pytest.mark.django_db(databases=list(effects.CONTEXTS), transaction=True),
    pytest.mark.usefixtures("over_database"),
]
SECOND = timedelta(seconds=1)


def claim() -> list[Any]:
    return [envelope.id for envelope in relay.claim("customers")]


def take() -> list[Any]:
    return [row.id for row in worker.take("orders", "event")]


def unless_it_waits(alias: str, takes: Callable[[], list[Any]]) -> list[Any] | str:
    """What is taken, or that a lock of somebody else's kept it waiting."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SET lock_timeout = '1s'")
    try:
        return takes()
    except OperationalError:
        return "waited"


@pytest.mark.parametrize(
    ("takes", "lease"), [(claim, relay.LEASE), (take, leases.LEASE)], ids=["relay", "worker"]
)
def test_what_is_taken_is_nobody_elses_until_its_lease_is_over(
    takes: Callable[[], list[Any]], lease: timedelta
) -> None:
    if takes is take:
        wait_for_the_worker(1)
    else:
        effects.tell(count=1)
    held = takes()
    assert len(held) == 1
    assert takes() == []
    with clock.at(clock.now() + lease - SECOND):
        assert takes() == []
    with clock.at(clock.now() + lease + SECOND):
        assert takes() == held


def test_a_relay_does_not_wait_for_one_that_is_claiming() -> None:
    effects.tell(count=3)
    settings = connections["customers"].settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    with psycopg.connect(
        **{key: settings[name] for key, name in names.items()}, port=settings["PORT"]
    ) as other:
        other.execute("SELECT 1 FROM platform_outbox ORDER BY id LIMIT 1 FOR UPDATE")
        assert len(unless_it_waits("customers", claim)) == 2


@pytest.mark.parametrize("attempts", [0, 1])
def test_a_worker_does_not_wait_for_one_that_is_taking(somebody: Any, attempts: int) -> None:
    wait_for_the_worker(2)
    with connections["orders"].cursor() as cursor:
        cursor.execute("UPDATE platform_inbox SET attempts = %s", [attempts])
        cursor.execute("SELECT id FROM platform_inbox ORDER BY id")
        first, second = (row[0] for row in cursor.fetchall())
    somebody.execute("SELECT 1 FROM platform_inbox WHERE id = %s FOR UPDATE", [first])
    assert unless_it_waits("orders", take) == [second]
