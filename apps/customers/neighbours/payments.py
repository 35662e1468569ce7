"""The port to who takes merchants' payments, and the sandbox behind it.

The sandbox pays by itself a moment after the top-up was asked for, with a signed callback
like any provider's. The last three pesos of the amount choose another course:

    013  the payment is declined
    404  the callback never comes
    222  it comes twice
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from apps.customers.domain.topups import Action
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.money import COP, Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a provider tells of a payment. `event_id`: its own, the same when told again."""

    event_id: str
    top_up_id: UUID
    action: Action
    amount: Money
    reference: str


class PaymentProvider(Protocol):
    name: str

    def checkout_url(self, *, top_up_id: UUID, amount: Money, method: str) -> str:
        """Where the merchant pays. Made here, by signature; nobody is called."""

    def read_callback(self, *, body: bytes, signature: str) -> Notice:
        """Raises customers.signature_invalid."""


class SandboxPayments:
    """Play payments; see the module."""

    name = "sandbox"

    def checkout_url(self, *, top_up_id: UUID, amount: Money, method: str) -> str:
        return f"{settings.QUENTY_PUBLIC_URL}/api/v1/customers/sandbox/checkout/{top_up_id}"

    def read_callback(self, *, body: bytes, signature: str) -> Notice:
        if not hmac.compare_digest(self.sign(body).encode(), signature.encode()):
            raise CustomerError.SIGNATURE_INVALID()
        return notice_from(json.loads(body))

    def sign(self, body: bytes) -> str:
        """HMAC-SHA256 of the raw body, hexadecimal, under a key of its own."""
        key = salted_hmac("customers.sandbox.payments", "callback", algorithm="sha256").digest()
        return hmac.new(key, body, hashlib.sha256).hexdigest()

    def script(self, *, top_up_id: UUID, amount: Money) -> list[bytes]:
        """The callbacks that will come for a top-up, in their order."""
        ending = int(amount.amount) % 1_000
        if ending == 404:
            return []
        told = {
            "event_id": f"sandbox-{top_up_id}",
            "top_up_id": str(top_up_id),
            "outcome": "declined" if ending == 13 else "approved",
            "amount": str(amount.amount),
            "reference": f"SB{top_up_id.hex[-10:].upper()}",
        }
        return [json.dumps(told).encode()] * (2 if ending == 222 else 1)


def notice_from(told: Mapping[str, Any]) -> Notice:
    return Notice(
        event_id=str(told["event_id"]),
        top_up_id=UUID(str(told["top_up_id"])),
        action=Action.CONFIRM if told["outcome"] == "approved" else Action.FAIL,
        amount=Money(str(told["amount"]), COP),
        reference=str(told["reference"]),
    )


def payment_provider(*, livemode: bool) -> PaymentProvider:
    """The one in use. Raises customers.provider_unavailable where real money would be
    taken and only the sandbox is there."""
    if livemode and not settings.QUENTY_SANDBOX_PROVIDERS:
        raise CustomerError.PROVIDER_UNAVAILABLE()
    return SandboxPayments()


def provider_named(name: str) -> PaymentProvider:
    """Raises customers.signature_invalid for a provider that is none of ours: a stranger
    learns nothing from the difference."""
    if name != SandboxPayments.name:
        raise CustomerError.SIGNATURE_INVALID()
    return SandboxPayments()
