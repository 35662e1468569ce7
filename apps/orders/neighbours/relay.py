"""The port to who lends telephone numbers between a recipient and a courier, and its sandbox.

A relay's number stands for one run's courier until it expires, and rings through to them; who
calls learns nothing of the courier, whose own number orders does not know. The sandbox lends
numbers that ring nowhere.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from django.conf import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayLine:
    """`number`: E.164, the relay's own."""

    number: str
    expires_at: datetime


class CourierRelay(Protocol):
    def lend(self, *, driver_id: UUID, guide_id: UUID, until: datetime) -> RelayLine:
        """The same driver and guide again get the same number. May call the provider."""


class SandboxRelay:
    """Numbers of a series that no telephone has."""

    def lend(self, *, driver_id: UUID, guide_id: UUID, until: datetime) -> RelayLine:
        found = int.from_bytes(sha256(driver_id.bytes + guide_id.bytes).digest()[:4], "big")
        return RelayLine(number=f"+57601555{found % 10_000:04d}", expires_at=until)


def courier_relay(*, livemode: bool) -> CourierRelay | None:
    """The one in use, None where real people would be given a number that rings nowhere."""
    if livemode and not settings.QUENTY_SANDBOX_PROVIDERS:
        return None
    return SandboxRelay()
