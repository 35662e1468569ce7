"""Where a merchant's parcels start unless an order says otherwise."""

from uuid import UUID

from apps.orders.domain.intake import Party
from apps.orders.models import SenderOrigin
from quenty.platform.db import unit_of_work


def set_origin(*, customer_id: UUID, livemode: bool, party: Party) -> SenderOrigin:
    """Orders placed before keep theirs."""
    with unit_of_work("orders"):
        origin, _ = SenderOrigin.objects.update_or_create(
            customer_id=customer_id,
            livemode=livemode,
            defaults={
                "origin_name": party.name,
                "origin_company": party.company,
                "origin_document": party.document,
                "origin_phone": party.phone,
                "origin_email": party.email,
                "origin_address": party.address,
                "origin_complement": party.complement,
                "origin_dane": party.dane_code,
            },
        )
    return origin
