"""What waits for the disk before it counts as received, and what another row's place orders."""

from typing import Any

import pytest
from django.db import ProgrammingError, connections

from quenty.contracts.customers.events import CustomerSuspendedV1
from quenty.kernel.ids import new_id
from quenty.platform.events import inbox, one_server, wakeups
from quenty.platform.events.transports.database import DatabaseTransport
from quenty.platform.testing.events import make_envelope

pytestmark = pytest.mark.django_db(databases=["customers", "orders"])


def envelope() -> Any:
    return make_envelope(CustomerSuspendedV1(customer_id=new_id(), reason="fraud"))


def waits_for_the_disk() -> bool:
    """Whether the commit of what was received in orders does: by the transaction's own setting."""
    with connections["orders"].cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        return bool(cursor.fetchone()[0] != "off")


@pytest.fixture(autouse=True)
def _as_deployed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' server waits for no commit; a deployed one does. For one consumer, in orders."""
    monkeypatch.setattr(inbox, "addressees", lambda e, only="": [("orders", "orders.remember")])
    # A notification's own commit waits for none: here it shares the test's transaction.
    monkeypatch.setattr(wakeups, "notify", lambda alias, channel: None)
    with connections["orders"].cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")


def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_server, "_which", lambda alias: (alias,))


def test_what_its_outbox_keeps_on_the_same_server_waits_for_no_disk() -> None:
    DatabaseTransport().publish([envelope()])
    assert not waits_for_the_disk()


def test_what_another_server_keeps_is_on_disk_before_it_is_marked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    elsewhere(monkeypatch)
    DatabaseTransport().publish([envelope()])
    assert waits_for_the_disk()


def test_what_nobody_keeps_is_on_disk_before_it_is_acknowledged() -> None:
    inbox.receive([envelope()])
    assert waits_for_the_disk()


def test_messages_of_several_outboxes_are_on_disk() -> None:
    of_another = make_envelope(
        CustomerSuspendedV1(customer_id=new_id(), reason="fraud"), producer="pickups"
    )
    DatabaseTransport().publish([envelope(), of_another])
    assert waits_for_the_disk()


def test_a_server_that_does_not_say_which_it_is_is_nobody_elses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: Any) -> None:
        raise ProgrammingError("no such function")

    monkeypatch.setattr(one_server, "_known", {})
    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refused)
    assert not one_server.share("customers", "orders")
    assert one_server.share("orders", "orders")
