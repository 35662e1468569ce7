"""An operator calls us: signed over its time and its bytes, not too old, once each."""

import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Q

from apps.orders.domain.operators.port import Happened
from apps.orders.domain.operators.words_public import VOCABULARIES
from apps.orders.models import Guide, OperatorAccount
from apps.orders.selectors.operators import secrets_of
from apps.orders.services.operators.take_events import Taken, take_event
from quenty.contracts.orders.operator_errors import OperatorError
from quenty.kernel import clock
from quenty.kernel.actors import Actor

FRESH = timedelta(minutes=5)
SECRET = "webhook_secret"  # noqa: S105  (a name)


def verify(account_id: UUID, *, timestamp: str, signature: str, body: bytes) -> OperatorAccount:
    """Whose call it is. Raises orders.operator.signature_invalid, .message_stale.

    `signature`: hexadecimal HMAC-SHA256 of `timestamp.body` under the account's secret.
    """
    account = OperatorAccount.objects.filter(pk=account_id, active=True).first()
    secret = secrets_of(account).get(SECRET, "") if account else ""
    signed = timestamp.encode("utf-8", "replace") + b"." + body
    expected = hmac.new(secret.encode() or b"-", signed, sha256).hexdigest()
    given = signature.strip().lower().encode("utf-8", "replace")
    if not (hmac.compare_digest(expected.encode(), given) and secret and account):
        raise OperatorError.SIGNATURE_INVALID()
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        raise OperatorError.MESSAGE_STALE()
    if abs(clock.now().timestamp() - int(timestamp)) > FRESH.total_seconds():
        raise OperatorError.MESSAGE_STALE()
    return account


def receive(account: OperatorAccount, events: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """One result an event, in their order: applied, kept, ignored or a code. Whoever holds the
    secret of a merchant's own contract tells of that merchant's guides alone."""
    numbers = {str(event["guide"]) for event in events}
    named = Q(number__in=numbers) | Q(operator_number__in=numbers)
    guides = Guide.objects.filter(named, operator_id=account.operator_id, livemode=account.livemode)
    if account.customer_id is not None:
        guides = guides.filter(customer_id=account.customer_id)
    known = {name: guide for guide in guides for name in (guide.number, guide.operator_number)}
    actor = Actor("operator", account.operator_code)
    words = VOCABULARIES.get(str(account.settings.get("vocabulary")), VOCABULARIES["quenty"])
    return [
        {"id": str(event["id"]), "result": _take(known, event, words, actor).result}
        for event in sorted(events, key=lambda event: event["occurred_at"])
    ]


def _take(
    known: Mapping[str, Guide], event: Mapping[str, Any], words: Mapping[str, str], actor: Actor
) -> Taken:
    guide = known.get(str(event["guide"]))
    if guide is None:
        return Taken("orders.guide_not_found")
    happened = Happened(
        word=event["status"],
        event=words.get(event["status"], ""),
        occurred_at=event["occurred_at"],
        place=event["place"],
        reason=event["reason"],
        notes=event["notes"],
        external_id=str(event["id"]),
    )
    return take_event(guide, happened, actor=actor)


def sign(secret: str, timestamp: int, payload: Any) -> str:
    """What a caller sends in its signature's header, for the sandbox and for tests."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return hmac.new(secret.encode(), f"{timestamp}.".encode() + body, sha256).hexdigest()
