"""A recipient pays by QR or link: asked for, and confirmed by the provider's signature."""

from uuid import UUID

from apps.orders.domain.money import charges
from apps.orders.domain.money.cod import CodEvent, CodStatus, Holder
from apps.orders.models import CodPayment
from apps.orders.neighbours.payments import SandboxDoorPayments, door_payments, named
from apps.orders.services.cod.collect import collect_cod
from apps.orders.services.cod.moves import lock_cod
from apps.orders.services.money.record import record_money
from quenty.contracts.orders.money_errors import CodError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue


def ask_payment(*, guide_id: UUID, method: str) -> CodPayment:
    """The pending one if there is one for what is to be collected now. `method`: qr or link.

    Raises orders.cod.not_found, orders.cod.transition_refused, orders.cod.payments_unavailable.
    """
    with unit_of_work("orders"):
        cod = lock_cod(guide_id)
        if cod is None:
            raise CodError.NOT_FOUND()
        if cod.status != CodStatus.EXPECTED:
            raise CodError.TRANSITION_REFUSED(status=cod.status, event=CodEvent.COLLECT.value)
        pending = cod.payments.filter(status="pending").first()
        if pending and pending.amount == cod.expected:
            return pending
        if pending:
            # Less is due since it was asked for; should it be paid all the same, that is heard.
            pending.status = "declined"
            pending.save()
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
        told = payment.status == "confirmed" or not (notice.approved or payment.status == "pending")
        if told:
            return payment
        payment.status = "confirmed" if notice.approved else "declined"
        payment.reference, payment.confirmed_at = notice.reference[:80], clock.now()
        if notice.approved:
            payment.surplus = _take(payment)
        payment.save()
    return payment


def _take(payment: CodPayment) -> Money:
    """What is still to be collected is collected by it. The rest, all of it when cash was taken
    meanwhile or nothing is due any more, is with us and the recipient's: how much."""
    cod = lock_cod(payment.cod.guide_id)
    taken = Money.zero()
    if cod is not None and cod.status == CodStatus.EXPECTED:
        taken = min(payment.amount, cod.expected)
    if taken:
        collect_cod(
            guide_id=payment.cod.guide_id,
            amount=taken,
            holder=Holder.BANK.value,
            method=payment.method,
            occurred_at=clock.now(),
            actor=Actor("system", f"payments:{payment.provider}"),
        )
    surplus = payment.amount - taken
    if surplus:
        record_money(
            payment.cod.guide,
            charges.owe_payer(surplus, method=payment.method, payment=str(payment.id)),
            key=f"cod_payment.{payment.id}.surplus",
            purpose="cod_surplus",
            description="Pagado de más por el destinatario",
        )
    return surplus


def return_surplus(*, payment_id: UUID, actor: Actor) -> CodPayment:
    """It was given back to the recipient. Raises orders.cod.payment_not_found,
    orders.cod.nothing_to_return."""
    with unit_of_work("orders"):
        payment = CodPayment.objects.select_for_update().filter(pk=payment_id).first()
        if payment is None:
            raise CodError.PAYMENT_NOT_FOUND()
        if not payment.surplus or payment.returned_at:
            raise CodError.NOTHING_TO_RETURN()
        payment.returned_at = clock.now()
        payment.save()
        record_money(
            payment.cod.guide,
            charges.owe_payer(-payment.surplus, method=payment.method, payment=str(payment.id)),
            key=f"cod_payment.{payment.id}.returned",
            purpose="cod_surplus_returned",
            description="Devuelto al destinatario",
        )
        record("orders", action="cod.return_surplus", subject=payment.id, actor=actor)
    return payment


def pay_in_sandbox(*, payment_id: UUID) -> None:
    """The sandbox's own notice."""
    provider = SandboxDoorPayments()
    payment = CodPayment.objects.get(pk=payment_id)
    body = provider.script(payment.id, payment.amount)
    if body is not None:
        hear_payment(provider=provider.name, body=body, signature=provider.sign(body))
