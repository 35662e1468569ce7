"""One search in the back office and the API: by guide, order, phone, NIT or name."""

from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from apps.orders.models import Guide, Incident, MerchantCopy, Order
from apps.orders.services.incidents.report import Report, report_incident
from apps.orders.tests import bodies
from apps.orders.tests.documents import Known
from quenty.contracts.customers.api import CustomersApi
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.ids import new_id
from quenty.platform.events.declared import JOBS

# The admin's front counts the queues of every context.
pytestmark = pytest.mark.django_db(databases="__all__")
TYPED = {
    "guide": lambda g: g.number,
    "guide as people write it": lambda g: f"{g.number[:3]} {g.number[3:7]}-{g.number[7:]}".lower(),
    "last figures": lambda g: g.number[-5:],
    "operator's number": lambda g: "SER-778899",
    "order": lambda g: "PED-77",
    "order's id": lambda g: str(g.order_id),
    "phone": lambda g: "310 555 0199",
    "NIT": lambda g: "901.234.567",
    "NIT with its check digit": lambda g: "901234567-1",
    "merchant's NIT": lambda g: "900 123 456",
    "merchant's NIT as it is written": lambda g: "900.123.456-8",
    "merchant's NIT with its check digit": lambda g: "9001234568",
    "merchant's NIT by its name": lambda g: "NIT: 900123456",
    "merchant's NIT by its name, whole": lambda g: "nit 900.123.456-8",
    "recipient": lambda g: "ruiz ñandú",
    "recipient without accents": lambda g: "Nandu RUIZ",
    "recipient with accents it has not": lambda g: "ruíz ñandú",
    "merchant without accents": lambda g: "condor el tejidos",
    "merchant": lambda g: "tejidos el cóndor",
}


@pytest.fixture
def guide(confirmed: Any, fake_neighbour: Any) -> Guide:
    """One to find, beside another that nothing finds."""
    confirmed()
    recipient = bodies.party(name="Ñandú Ruiz", phone="3105550199")
    origin = bodies.party(document="901.234.567-1", dane_code=bodies.BOGOTA)
    made = confirmed(reference="PED-77", recipient=recipient, origin=origin)
    Guide.objects.filter(pk=made["id"]).update(operator_number="SER-778899")
    Guide.objects.exclude(pk=made["id"]).update(customer_id=new_id())
    guide = Guide.objects.get(pk=made["id"])
    Order.objects.exclude(pk=guide.order_id).update(customer_id=new_id())
    named = MerchantCopy.objects.filter(customer_id=guide.customer_id)
    assert named.update(display_name="Tejidos El Cóndor") == 1
    fake_neighbour(CustomersApi, merchant=Known({guide.customer_id: "900123456"}).merchant)
    JOBS["orders.copy_documents"].run()
    return guide


@pytest.fixture
def office(client: Any) -> Any:
    client.force_login(get_user_model().objects.create_superuser(email="j@quenty.co", password="x"))
    return client


@pytest.mark.parametrize("what", TYPED)
def test_a_guide_is_found_by_what_people_know_of_it(what, guide, office, api) -> None:
    typed = TYPED[what](guide)

    found = api.as_role("support").get(f"/api/v1/orders/search?q={quote(typed)}").json()["results"]
    assert [row["number"] for row in found] == [guide.number]
    for model, pk in ((Guide, guide.pk), (Order, guide.order_id)):
        page = office.get(
            reverse(f"admin:orders_{model._meta.model_name}_changelist"), {"q": typed}
        )
        assert [row.pk for row in page.context["cl"].result_list] == [pk], model


def test_an_order_without_a_guide_is_found_too(guide, placed, office) -> None:
    order = placed(reference="PED-78")
    for typed in ("PED-78", order["id"]):
        page = office.get(reverse("admin:orders_order_changelist"), {"q": typed})
        assert [str(row.pk) for row in page.context["cl"].result_list] == [order["id"]]


@pytest.mark.parametrize("typed", ["PED-77", "3105550199", "901234567"])
def test_the_queue_of_incidents_is_searched_alike(typed, guide, office) -> None:
    told = Report(reason="missorted", occurred_at=clock.now(), source="operator", actor=SYSTEM)
    incidents = [
        report_incident(guide_id=row.pk, report=told) for row in Guide.objects.order_by("pk")
    ]
    page = office.get(reverse("admin:orders_incident_changelist"), {"q": typed})

    mine = next(one for one in incidents if one.guide_id == guide.pk)
    assert [row.pk for row in page.context["cl"].result_list] == [mine.pk]
    assert Incident.objects.count() == 2
