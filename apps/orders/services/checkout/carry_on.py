"""Go on with a checkout from the step it has reached. Opens its own transactions."""

from datetime import timedelta
from uuid import UUID

import structlog

from apps.orders import neighbours
from apps.orders.domain.states import Payer
from apps.orders.models import Checkout
from apps.orders.models.checkouts import OPEN
from apps.orders.services.confirm_order import confirm_order
from quenty.contracts.customers.errors import CustomerError
from quenty.contracts.customers.shapes import TopUpState
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.platform.db import unit_of_work

log = structlog.get_logger(__name__)
STALE = timedelta(minutes=1)
BATCH = 200


def carry_on_checkout(checkout_id: UUID) -> Checkout:
    """As far as it gets now: confirmed, awaiting its payment, refunded or failed.

    Each step may be repeated: the keys in customers and of the confirmation derive from its
    id. What is raised leaves it open, for a retry or the sweeper.
    """
    row = Checkout.objects.select_related("order", "offer").get(pk=checkout_id)
    if row.status == "started":
        _top_up(row)
    if row.status == "awaiting":
        _await(row)
    if row.status == "paid":
        _confirm(row)
    if row.status == "refunding":
        _refund(row)
    return row


def _to(row: Checkout, status: str, **changes: object) -> None:
    """If the step before still stands; the row then says where it is."""
    with unit_of_work("orders"):
        found = Checkout.objects.select_for_update().get(pk=row.pk)
        if found.status == row.status:
            found.status = status
            for name, value in changes.items():
                setattr(found, name, value)
            found.save()
    row.__dict__.update({k: v for k, v in found.__dict__.items() if k != "_state"})


def _top_up(row: Checkout) -> None:
    price = row.offer.total if row.order.payer == Payer.SENDER else None
    try:
        short = neighbours.missing_in_wallet(row.customer_id, price) if price else None
        if not short:
            return _to(row, "paid")
        asked = neighbours.ask_top_up(row, short)
    except DomainError as refusal:
        if refusal.status < 500:
            _to(row, "failed", failure=refusal.code)
        raise
    _to(
        row,
        "awaiting",
        amount=asked.amount,
        top_up_id=asked.top_up_id,
        checkout_url=asked.checkout_url,
    )
    return None


def _await(row: Checkout) -> None:
    state: TopUpState = neighbours.top_up_state(row.top_up_id)
    if state.status == "confirmed":
        _to(row, "paid")
    elif state.status != "pending":
        _to(row, "failed", failure=f"top_up.{state.status}")


def _confirm(row: Checkout) -> None:
    try:
        confirm_order(
            order_id=row.order_id,
            offer_id=row.offer_id,
            idempotency_key=f"checkout:{row.pk}",
            actor=Actor.parse(row.actor),
            allows_other=row.allows_other,
        )
    except DomainError as refusal:
        if refusal.status >= 500:
            raise
        _to(row, "refunding" if row.top_up_id else "failed", failure=refusal.code)
    else:
        _to(row, "confirmed")


def _refund(row: Checkout) -> None:
    try:
        neighbours.refund_top_up(row)
    except DomainError as refusal:
        # Spent meanwhile on something else, so there is nothing of it to give back.
        if refusal.code != CustomerError.INSUFFICIENT_FUNDS.code:
            raise
        log.warning("checkout.not_refunded", checkout=str(row.pk))
        return
    _to(row, "refunded")


def carry_on_of(customer_id: UUID) -> int:
    """A merchant's wallet was credited: what awaited it goes on."""
    return _each(Checkout.objects.filter(customer_id=customer_id, status="awaiting"))


def sweep_checkouts() -> int:
    """Take up each that has stood still."""
    return _each(
        Checkout.objects.filter(status__in=OPEN, updated_at__lt=clock.now() - STALE).order_by(
            "updated_at"
        )
    )


def _each(rows: "object") -> int:
    ids = list(rows.values_list("pk", flat=True)[:BATCH])  # type: ignore[attr-defined]
    for checkout_id in ids:
        try:
            carry_on_checkout(checkout_id)
        except Exception as error:
            # One that cannot go on now must not keep the others waiting.
            log.info("checkout.stuck", checkout=str(checkout_id), why=repr(error)[:200])
    return len(ids)
