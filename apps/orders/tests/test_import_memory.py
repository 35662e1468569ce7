"""Files are taken into the database some rows at a time, however many they hold."""

from datetime import timedelta
from io import BytesIO

import pytest

from apps.orders.domain.imports.template import Template
from apps.orders.models import GuideEvent, Order
from apps.orders.services.imports.batches import OfMerchant, OfOperator
from apps.orders.services.imports.run_import import run_import
from apps.orders.services.imports.source import Source, event_source
from apps.orders.tests.event_files import AT, HEADER
from apps.orders.tests.guide_rows import many_guides
from apps.orders.tests.import_files import GOOD, origin, own
from apps.orders.tests.memory import MEGABYTE, Held
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])


def test_the_orders_of_a_large_file_are_let_go_as_they_are_taken_in() -> None:
    customer_id, held = new_id(), Held()
    origin(customer_id)
    rows = [GOOD.replace("A-1", f"A-{i}") for i in range(1000)]
    file = BytesIO(own(*rows).encode())
    asked = OfMerchant(customer_id=customer_id, livemode=True, dry_run=False, actor=SYSTEM)

    source = Source(file, "orders.csv", "own", Template())
    batch = run_import(source=source, asked=asked, progress=held.progress)

    assert batch.rows_created == Order.objects.filter(customer_id=customer_id).count() == 1000
    assert held.at[1000] - held.at[400] < 2 * MEGABYTE


def test_the_events_of_a_large_file_are_let_go_as_they_are_taken_in() -> None:
    customer_id, operator_id, held = new_id(), new_id(), Held()
    numbers = many_guides(customer_id, 1000, operator_id=operator_id)
    rows = (f"{number};Recogido;10/03/2026;09:00;;;Casa azul" for number in numbers)
    file = BytesIO("\n".join([HEADER, *rows]).encode())
    asked = OfOperator(operator_id=operator_id, livemode=True, dry_run=False, actor=SYSTEM)

    with clock.at(AT + timedelta(days=2)):
        source = event_source(file, "marzo.csv", operator_id)
        batch = run_import(source=source, asked=asked, progress=held.progress)

    told = GuideEvent.objects.filter(source="import", guide__customer_id=customer_id)
    assert batch.rows_created == told.count() == 1000
    assert held.at[1000] - held.at[400] < 2 * MEGABYTE
