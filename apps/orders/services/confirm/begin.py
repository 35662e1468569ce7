"""The first step: whether the order may be confirmed, decided under its lock."""

from uuid import UUID

from apps.orders.domain.pricing.quoted import QuotedOffer
from apps.orders.domain.states import OPEN_CONFIRMATIONS, ConfirmationStatus, OrderStatus, Payer
from apps.orders.models import Confirmation, Offer, Order, Quote
from apps.orders.selectors.merchants import refuse_unverified
from apps.orders.selectors.orders import lock_order
from apps.orders.services.confirm.others import diverted_to
from apps.orders.services.quote_rows import take_offer
from quenty.contracts.orders.errors import OrderError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.kernel.money import Money
from quenty.platform.db import unit_of_work

# Quotes of an order, the newest first, in which an offer is looked for to say what became of it.
_LATEST = 20
_LIVING = OPEN_CONFIRMATIONS | {ConfirmationStatus.CHARGED}


def begin(
    *,
    order_id: UUID,
    offer_id: UUID,
    idempotency_key: str,
    actor: Actor,
    allows_other: bool = False,
) -> tuple[Confirmation, bool]:
    """The confirmation to carry on, with its order and offer, and whether it is new: a new
    one, or the one this key began.

    `allows_other`: another operator may carry it. Raises orders.not_found,
    orders.already_confirmed, orders.confirmation_in_progress, orders.transition_refused,
    orders.offer_not_found, orders.quote_expired, orders.offer_not_available,
    orders.merchant_suspended, orders.merchant_not_verified.
    """
    with unit_of_work("orders"):
        order = lock_order(order_id)
        living = order.confirmations.filter(status__in=[s.value for s in _LIVING])
        for found in living.select_related("offer", "guide"):
            found.order = order
            return _again(found, idempotency_key), False
        if order.status != OrderStatus.QUOTED:
            raise _why_not_quoted(order, offer_id)
        refuse_unverified(order.customer_id, livemode=order.livemode)
        offer = offer_in_force(order, offer_id)
        other = diverted_to(order, offer) if allows_other else None
        return (
            start(
                order,
                other or offer,
                idempotency_key=idempotency_key,
                actor=str(actor),
                allows_other=allows_other,
                switch_reason="diverted" if other else "",
                chosen=offer,
            ),
            True,
        )


def start(
    order: Order,
    offer: Offer,
    *,
    idempotency_key: str,
    actor: str,
    allows_other: bool,
    chosen: Offer,
    instead_of: Confirmation | None = None,
    switch_reason: str = "",
) -> Confirmation:
    """A new attempt, under the order's lock. `chosen`: the offer that the merchant took."""
    order.attempts += 1
    order.save(update_fields=["attempts", "updated_at"])
    return Confirmation.objects.create(
        order=order,
        attempt=order.attempts,
        offer=offer,
        charge=_charge(order, offer),
        idempotency_key=idempotency_key,
        actor=actor,
        allows_other=allows_other,
        chosen_offer=chosen,
        instead_of=instead_of,
        switch_reason=switch_reason,
    )


def _again(living: Confirmation, idempotency_key: str) -> Confirmation:
    if idempotency_key and living.idempotency_key == idempotency_key:
        return living
    if living.status == ConfirmationStatus.CHARGED:
        raise OrderError.ALREADY_CONFIRMED(number=living.guide.number)
    raise OrderError.CONFIRMATION_IN_PROGRESS()


def offer_in_force(order: Order, offer_id: UUID) -> Offer:
    """Taken, under the order's lock."""
    quote = Quote.objects.filter(pk=order.quote_id).first()
    offer = quote.offer(offer_id) if quote else None
    if quote is None or offer is None:
        raise OrderError.OFFER_NOT_FOUND(field="offer_id")
    if problem := _why_not(quote, offer):
        raise problem
    return take_offer(quote, offer)


def _why_not(quote: Quote, offer: QuotedOffer) -> DomainError | None:
    expires_at = quote.expires_at
    if expires_at <= clock.now():
        return OrderError.QUOTE_EXPIRED(expired_at=expires_at.isoformat(timespec="seconds"))
    if not offer.available:
        codes = ", ".join(reason["code"] for reason in offer.reasons)
        return OrderError.OFFER_NOT_AVAILABLE(field="offer_id", reasons=codes)
    return None


def _why_not_quoted(order: Order, offer_id: UUID) -> DomainError:
    """A pending order whose quote ran out, or had no service to carry it, is told that."""
    if order.status == OrderStatus.PENDING:
        for quote in Quote.objects.filter(order_id=order.id)[:_LATEST]:
            offer = quote.offer(offer_id)
            if offer and (problem := _why_not(quote, offer)):
                return problem
    return OrderError.TRANSITION_REFUSED(status=order.status, event="confirm")


def _charge(order: Order, offer: Offer) -> Money:
    """What the merchant's wallet pays: nothing when the recipient pays at the door."""
    if order.payer == Payer.RECIPIENT or offer.total is None:
        return Money.zero()
    return offer.total
