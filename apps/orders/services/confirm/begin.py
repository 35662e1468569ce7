"""The first step: whether the order may be confirmed, decided under its lock."""

from uuid import UUID

from apps.orders.domain.states import OPEN_CONFIRMATIONS, ConfirmationStatus, OrderStatus, Payer
from apps.orders.models import Confirmation, Offer, Order, Quote
from apps.orders.selectors.merchants import refuse_unverified
from apps.orders.selectors.orders import lock_order
from quenty.contracts.orders.errors import OrderError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.db import unit_of_work

_LIVING = OPEN_CONFIRMATIONS | {ConfirmationStatus.CHARGED}


def begin(*, order_id: UUID, offer_id: UUID, idempotency_key: str, actor: Actor) -> UUID:
    """The id of the confirmation to carry on: a new one, or the one this key began.

    Raises orders.not_found, orders.already_confirmed, orders.confirmation_in_progress,
    orders.transition_refused, orders.offer_not_found, orders.quote_expired,
    orders.offer_not_available, orders.merchant_suspended, orders.merchant_not_verified.
    """
    with unit_of_work("orders"):
        order = lock_order(order_id)
        living = order.confirmations.filter(status__in=[s.value for s in _LIVING]).first()
        if living is not None:
            return _again(living, idempotency_key)
        if order.status != OrderStatus.QUOTED:
            raise OrderError.TRANSITION_REFUSED(status=order.status, event="confirm")
        refuse_unverified(order.customer_id, livemode=order.livemode)
        offer = _offer_in_force(order, offer_id)
        order.attempts += 1
        order.save(update_fields=["attempts", "updated_at"])
        return Confirmation.objects.create(
            order=order,
            attempt=order.attempts,
            offer=offer,
            charge=_charge(order, offer),
            idempotency_key=idempotency_key,
            actor=str(actor),
        ).id


def _again(living: Confirmation, idempotency_key: str) -> UUID:
    if idempotency_key and living.idempotency_key == idempotency_key:
        return living.id
    if living.status == ConfirmationStatus.CHARGED:
        raise OrderError.ALREADY_CONFIRMED(number=living.guide.number)
    raise OrderError.CONFIRMATION_IN_PROGRESS()


def _offer_in_force(order: Order, offer_id: UUID) -> Offer:
    offer = Offer.objects.filter(pk=offer_id, quote_id=order.quote_id).first()
    if offer is None:
        raise OrderError.OFFER_NOT_FOUND(field="offer_id")
    expires_at = Quote.objects.values_list("expires_at", flat=True).get(pk=order.quote_id)
    if expires_at <= clock.now():
        raise OrderError.QUOTE_EXPIRED(expired_at=expires_at.isoformat(timespec="seconds"))
    if not offer.available:
        codes = ", ".join(reason["code"] for reason in offer.reasons)
        raise OrderError.OFFER_NOT_AVAILABLE(field="offer_id", reasons=codes)
    return offer


def _charge(order: Order, offer: Offer) -> Money:
    """What the merchant's wallet pays: nothing when the recipient pays at the door."""
    if order.payer == Payer.RECIPIENT or offer.total is None:
        return Money.zero()
    return offer.total
