"""An incident in the back office."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from apps.orders.models import Incident
from apps.orders.tests.collecting import BASE

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.mark.parametrize(
    ("language", "said"), [("es", "Rehusado por el destinatario"), ("en", "The recipient refused")]
)
def test_its_page_says_the_reason_in_words(client, confirmed, collecting, language, said) -> None:
    client.force_login(get_user_model().objects.create_superuser(email="a@quenty.co", password="x"))
    guide = confirmed()
    collecting.tell(guide, "out_for_delivery")
    body = {"reason": "recipient_refused", "comment": "no lo pidió"}
    where = f"{BASE}/guides/{guide['number']}/incidents"
    assert collecting.staff.post(where, json=body).status_code == 201
    page = reverse("admin:orders_incident_change", args=[Incident.objects.get().pk])

    text = client.get(page, headers={"Accept-Language": language}).content.decode()

    assert said in text
    assert "recipient_refused" not in text.lower()
    assert 'name="reason"' not in text
