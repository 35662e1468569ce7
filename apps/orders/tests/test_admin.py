"""The back office: every list and page opens, and actions act through services."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.orders.models import (
    Confirmation,
    Guide,
    GuideEvent,
    MerchantDiscount,
    Offer,
    Order,
    Quote,
)
from apps.orders.tests import bodies
from quenty.kernel import clock
from quenty.kernel.ids import new_id

# The admin's front counts the queues of every context.
pytestmark = pytest.mark.django_db(databases="__all__")


def url(model: Any, what: str, *args: Any) -> str:
    return reverse(f"admin:orders_{model._meta.model_name}_{what}", args=args)


@pytest.fixture
def office(client: Any) -> Any:
    """A client of somebody who may do everything."""
    boss = get_user_model().objects.create_superuser(email="jefe@quenty.co", password="x")
    client.force_login(boss)
    return client


def test_every_list_opens_and_is_searched(office, confirmed) -> None:
    confirmed()

    for model in admin.site._registry:
        if model._meta.app_label == "orders":
            assert office.get(url(model, "changelist")).status_code == 200, model
            assert office.get(url(model, "changelist") + "?q=ana").status_code == 200, model


def test_every_page_opens(office, confirmed) -> None:
    confirmed(cod_amount="50000")

    for model in admin.site._registry:
        row = model.objects.first() if model._meta.app_label == "orders" else None
        if row is not None:
            assert office.get(url(model, "change", row.pk)).status_code == 200, model


def test_a_guide_shows_its_timeline_and_money(office, confirmed) -> None:
    guide = confirmed()

    listed = office.get(url(Guide, "changelist")).content.decode()
    shown = office.get(url(Guide, "change", guide["id"])).content.decode()

    assert "$ 21.075" in listed
    assert "Bogotá" in listed
    assert "generada" in shown.lower()
    assert guide["number"] in shown


def test_the_lists_ask_the_same_number_of_queries(office, confirmed) -> None:
    for model in (Order, Guide, Quote, Confirmation):
        counts = []
        for _ in range(2):
            confirmed()
            with CaptureQueriesContext(connections["orders"]) as captured:
                office.get(url(model, "changelist"))
            counts.append(len(captured))
        assert counts[0] == counts[1], model


def test_cancelling_asks_why_and_goes_through_the_service(office, confirmed, ledger) -> None:
    guide = confirmed()
    path = url(Order, "cancel", guide["order_id"])
    assert office.get(path).status_code == 200
    assert office.post(path, {"reason": ""}).status_code == 200
    assert Order.objects.get().status == "with_guide"

    answer = office.post(path, {"reason": "pidió el cliente"})

    assert answer.status_code == 302
    order = Order.objects.get()
    assert (order.status, order.cancel_reason) == ("cancelled", "pidió el cliente")
    assert order.transitions.last().source == "admin"
    assert Guide.objects.get().status == "voided"


def test_a_refusal_is_shown_above_the_form(office, confirmed) -> None:
    guide = confirmed()
    path = url(Guide, "void", guide["id"])
    office.post(path, {"reason": "x"})

    again = office.post(path, {"reason": "x"})

    assert again.status_code == 200
    assert "La guía está anulada" in again.content.decode()


def test_staff_tells_what_happened(office, confirmed) -> None:
    guide = confirmed()
    path = url(Guide, "tell", guide["id"])
    now = clock.now().astimezone(clock.BOGOTA) + timedelta(minutes=1)

    answer = office.post(
        path,
        {
            "event": "picked_up",
            "occurred_at_0": f"{now:%Y-%m-%d}",
            "occurred_at_1": f"{now:%H:%M:%S}",
            "place": "11001",
        },
    )

    assert answer.status_code == 302, answer.context["form"].errors
    assert Guide.objects.get().status == "picked_up"
    assert GuideEvent.objects.last().source == "admin"


def test_chosen_orders_are_quoted(office, placed, rates) -> None:
    rows = [placed()["id"], placed(recipient=bodies.party(dane_code="44001"))["id"]]

    office.post(
        url(Order, "changelist"), {"action": "quote_all", "_selected_action": rows}, follow=True
    )

    assert Order.objects.get(pk=rows[0]).status == "quoted"
    assert Quote.objects.count() == 2


def test_a_stuck_confirmation_is_finished_by_hand(office, quoted, merchant, ledger) -> None:
    order_id, quote = quoted()
    ledger.fail_next("capture_hold", "before")
    path = f"/api/v1/orders/orders/{order_id}/confirm"
    merchant.post(path, json={"offer_id": bodies.best(quote)["id"]})
    row = Confirmation.objects.get()

    office.post(url(Confirmation, "changelist"), {"action": "finish", "_selected_action": [row.pk]})

    assert Confirmation.objects.get().status == "charged"


def test_a_discount_is_granted_and_ended_but_not_rewritten(office) -> None:
    customer_id = new_id()
    form = {"customer_id": customer_id, "percent": "12.5", "valid_from": "2026-01-01"}
    office.post(url(MerchantDiscount, "add"), form)
    row = MerchantDiscount.objects.get()

    office.post(
        url(MerchantDiscount, "change", row.pk), {"valid_to": "2026-02-01", "percent": "99"}
    )

    row.refresh_from_db()
    assert (str(row.percent), str(row.valid_to)) == ("12.50", "2026-02-01")


@pytest.mark.parametrize("model", [Order, Guide, Quote, Offer])
def test_nothing_is_added_edited_or_deleted_by_hand(model, office, confirmed) -> None:
    confirmed()
    row = model.objects.first()
    before = list(model.objects.values())

    assert office.get(url(model, "add")).status_code == 403
    assert office.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    office.post(url(model, "change", row.pk), {"status": "delivered", "livemode": "on"})

    assert list(model.objects.values()) == before
