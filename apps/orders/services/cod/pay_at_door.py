"""A recipient pays by QR or link: asked for, and confirmed by the provider's signature."""

from uuid import UUID

from apps.orders.domain.money.cod import CodEvent, CodStatus, Holder
from apps.orders.models import CodPayment
from apps.orders.neighbours.payments import SandboxDoorPayments, door_payments, named
from apps.orders.services.cod.collect import collect_cod
from apps.orders.services.cod.moves import lock_cod
from quenty.contracts.orders.money_errors import CodError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue


def ask_payment(*, guide_id: UUID, method: str) -> CodPayment:
    """The pending one if there is one. `method`: qr or link.

    Raises orders.cod.not_found, orders.cod.transition_refused, orders.cod.payments_unavailable.
    """
    with unit_of_work("orders"):
        cod = lock_cod(guide_id)
        if cod is None:
            raise CodError.NOT_FOUND()
        if cod.status != CodStatus.EXPECTED:
            raise CodError.TRANSITION_REFUSED(status=cod.status, event=CodEvent.COLLECT.value)
        pending = cod.payments.filter(status="pending").first()
        if pending:
            return pending
        provider = door_payments(livemode=cod.livemode)
        payment = CodPayment.objects.create(
            cod=cod, provider=provider.name, method=method, amount=cod.expected
        )
        if isinstance(provider, SandboxDoorPayments):
            enqueue("orders.pay_door_in_sandbox", payment_id=str(payment.id))
    return payment


def payment_url(payment: CodPayment) -> str:
    """What the QR holds, and the link is."""
    return named(payment.provider).url(payment.id)


def hear_payment(*, provider: str, body: bytes, signature: str) -> CodPayment:
    """What the provider says, once; again it changes nothing.

    Raises orders.cod.signature_invalid, orders.cod.payment_not_found,
    orders.cod.payment_mismatch.
    """
    notice = named(provider).read(body=body, signature=signature)
    with unit_of_work("orders"):
        payment = (
            CodPayment.objects.select_for_update(of=("self",))
            .select_related("cod")
            .filter(pk=notice.payment_id, provider=provider)
            .first()
        )
        if payment is None:
            raise CodError.PAYMENT_NOT_FOUND()
        if notice.amount != payment.amount:
            raise CodError.PAYMENT_MISMATCH(field="amount", due=str(payment.amount))
        if payment.status != "pending":
            return payment
        payment.status = "confirmed" if notice.approved else "declined"
        payment.reference, payment.confirmed_at = notice.reference[:80], clock.now()
        payment.save()
        if notice.approved:
            collect_cod(
                guide_id=payment.cod.guide_id,
                amount=payment.amount,
                holder=Holder.BANK.value,
                method=payment.method,
                occurred_at=clock.now(),
                actor=Actor("system", f"payments:{provider}"),
            )
    return payment


def pay_in_sandbox(*, payment_id: UUID) -> None:
    """The sandbox's own notice."""
    provider = SandboxDoorPayments()
    payment = CodPayment.objects.get(pk=payment_id)
    body = provider.script(payment.id, payment.amount)
    if body is not None:
        hear_payment(provider=provider.name, body=body, signature=provider.sign(body))
