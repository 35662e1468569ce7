"""The sandbox's side of a payment: it calls back as a provider would, signed."""

from uuid import UUID

from apps.customers.models import TopUp
from apps.customers.neighbours.payments import SandboxPayments
from apps.customers.services.topups.receive_callback import receive_callback


def pay_in_sandbox(*, top_up_id: UUID) -> None:
    top_up = TopUp.objects.get(pk=top_up_id)
    sandbox = SandboxPayments()
    for body in sandbox.script(top_up_id=top_up.id, amount=top_up.amount):
        receive_callback(provider=sandbox.name, body=body, signature=sandbox.sign(body))
