"""An offer in the back office: every line of its price, and what a COD order leaves."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from apps.orders.models import Guide

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "es",
            (
                *("Renglones", "venta", "costo", "devolución", "nacional"),
                *("Lo que recibe el comercio", "recaudado", "devuelta"),
            ),
        ),
        ("en", ("Lines", "selling", "cost", "What the merchant receives", "collected", "returned")),
    ],
)
def test_an_offer_shows_each_line_of_each_side(client, confirmed, language, said) -> None:
    client.force_login(get_user_model().objects.create_superuser(email="a@quenty.co", password="x"))
    confirmed(cod_amount="90000")
    offer = Guide.objects.get().offer
    where = reverse("admin:orders_offer_change", args=[offer.pk])

    page = client.get(where, headers={"Accept-Language": language}).content.decode()

    for words in said:
        assert words in page, words
    rows = re.findall(r"<tr>(?:<td[^>]*>[^<]*</td>){5}</tr>", page)
    assert len(rows) == sum(len(offer.lines_of(side)) for side in ("selling", "cost", "return"))
    assert offer.lines_of("selling")
    totals = re.findall(r"<td[^>]*>total</td>", page)
    assert len(totals) == 2
