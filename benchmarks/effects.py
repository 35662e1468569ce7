"""`python -m benchmarks.effects relay worker ...`: the product's roles, with a consumer whose
effect is one row."""

import sys
from uuid import UUID

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.core.management import call_command

from quenty.contracts.customers.events import CustomerSuspendedV1
from quenty.kernel.events import event_type
from quenty.kernel.ids import new_id
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import Envelope, consumes, declared, publish

TOLD, SEEN = "told", "seen"


def register() -> None:
    """Take the place of all consumers of one event. Again: nothing."""
    event = event_type(CustomerSuspendedV1)
    for consumer in declared.CONSUMERS.pop(event.key, []):
        del declared.CONSUMERS_BY_NAME[consumer.name]
    consumes(CustomerSuspendedV1, context="orders")(remember)


def remember(event: CustomerSuspendedV1, envelope: Envelope) -> None:
    """One row in orders."""
    record("orders", action=SEEN, subject=str(event.customer_id))


def tell() -> UUID:
    """One row and its event in customers, in one commit."""
    event = CustomerSuspendedV1(customer_id=new_id(), reason="fraud")
    with unit_of_work("customers"):
        record("customers", action=TOLD, subject=str(event.customer_id))
        publish(event, aggregate=event.customer_id)
    return event.customer_id


if __name__ == "__main__":
    register()
    call_command("run_roles", *sys.argv[1:])
