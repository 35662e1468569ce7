"""Ask for a top-up: a pending row and where to pay."""

from datetime import timedelta
from uuid import UUID

from apps.customers.domain.topups import MAXIMUM, MINIMUM
from apps.customers.models import Merchant, TopUp
from apps.customers.neighbours.payments import SandboxPayments, payment_provider
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.kernel.money import Money
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue

LIFETIME = timedelta(hours=24)
_MAY = (Merchant.Status.PROSPECT, Merchant.Status.ACTIVE)


def start_top_up(
    *, merchant: Merchant, amount: Money, method: str, top_up_id: UUID | None = None
) -> TopUp:
    """`method`: pse or card. `top_up_id`: chosen by who may ask again; the same one is the same
    top-up. Raises customers.not_active, customers.top_up_out_of_bounds,
    customers.provider_unavailable."""
    if merchant.status not in _MAY:
        raise CustomerError.NOT_ACTIVE(status=merchant.status)
    if not MINIMUM <= amount <= MAXIMUM or not amount.is_whole():
        raise CustomerError.TOP_UP_OUT_OF_BOUNDS(
            field="amount", minimum=str(MINIMUM), maximum=str(MAXIMUM)
        )
    provider = payment_provider(livemode=merchant.livemode)
    top_up_id = top_up_id or new_id()
    with unit_of_work("customers"):
        top_up, made = TopUp.objects.get_or_create(
            id=top_up_id,
            defaults={
                "merchant": merchant,
                "amount": amount,
                "method": method,
                "provider": provider.name,
                "checkout_url": provider.checkout_url(
                    top_up_id=top_up_id, amount=amount, method=method
                ),
                "expires_at": clock.now() + LIFETIME,
            },
        )
        if made and provider.name == SandboxPayments.name:
            enqueue("customers.pay_in_sandbox", top_up_id=str(top_up.id))
        return top_up
