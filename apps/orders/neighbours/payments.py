"""The port to who takes recipients' payments at the door, and the sandbox behind it.

The sandbox pays a moment after it was asked to, with a signed notice like any provider's. The
last three pesos of the amount choose another course: 013 is declined, 404 never answers.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from quenty.contracts.orders.money_errors import CodError
from quenty.kernel.money import COP, Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    payment_id: UUID
    approved: bool
    amount: Money
    reference: str


class DoorPayments(Protocol):
    name: str

    def url(self, payment_id: UUID) -> str:
        """What the QR holds, and the link is. Nobody is called."""

    def read(self, *, body: bytes, signature: str) -> Notice:
        """Raises orders.cod.signature_invalid."""


class SandboxDoorPayments:
    name = "sandbox"

    def url(self, payment_id: UUID) -> str:
        return f"{settings.QUENTY_PUBLIC_URL}/pay/sandbox/{payment_id}"

    def read(self, *, body: bytes, signature: str) -> Notice:
        if not hmac.compare_digest(self.sign(body).encode(), signature.encode()):
            raise CodError.SIGNATURE_INVALID()
        told = json.loads(body)
        return Notice(
            payment_id=UUID(str(told["payment_id"])),
            approved=told["outcome"] == "approved",
            amount=Money(str(told["amount"]), COP),
            reference=str(told["reference"]),
        )

    def sign(self, body: bytes) -> str:
        """HMAC-SHA256 of the raw body, hexadecimal, under a key of its own."""
        key = salted_hmac("orders.sandbox.cod_payments", "callback", algorithm="sha256").digest()
        return hmac.new(key, body, hashlib.sha256).hexdigest()

    def script(self, payment_id: UUID, amount: Money) -> bytes | None:
        """The notice that will come, None for never."""
        ending = int(amount.amount) % 1_000
        if ending == 404:
            return None
        told = {
            "payment_id": str(payment_id),
            "outcome": "declined" if ending == 13 else "approved",
            "amount": str(amount.amount),
            "reference": f"SB{payment_id.hex[-10:].upper()}",
        }
        return json.dumps(told).encode()


def door_payments(*, livemode: bool) -> DoorPayments:
    """The one in use. Raises orders.cod.payments_unavailable where real money would be taken
    and only the sandbox is there."""
    if livemode and not settings.QUENTY_SANDBOX_PROVIDERS:
        raise CodError.PAYMENTS_UNAVAILABLE()
    return SandboxDoorPayments()


def named(name: str) -> DoorPayments:
    """Raises orders.cod.signature_invalid for none of ours: a stranger learns nothing."""
    if name != SandboxDoorPayments.name:
        raise CodError.SIGNATURE_INVALID()
    return SandboxDoorPayments()
