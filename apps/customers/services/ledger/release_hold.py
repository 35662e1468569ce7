"""Give held money back."""

from typing import Any
from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain import holds, postings
from apps.customers.selectors.holds import hold_dto
from apps.customers.services.ledger.end_hold import give_back, locked_hold, mark_ended
from apps.customers.services.ledger.once import once
from quenty.contracts.customers import shapes
from quenty.kernel.actors import Actor
from quenty.platform.codec import from_plain, to_plain


def release_hold(*, idempotency_key: str, hold_id: UUID, reason: str, actor: Actor) -> shapes.Hold:
    """The hold as it was released. Raises customers.hold_not_open, customers.hold_not_found."""

    def perform() -> dict[str, Any]:
        hold = locked_hold(hold_id)
        mark_ended(hold, holds.Action.RELEASE)
        hold.reason = reason[:300]
        hold.save()
        give_back(hold, kind=postings.Kind.RELEASE, key=idempotency_key, reason=reason, actor=actor)
        outgoing.hold_released(hold, actor=actor)
        return dict(to_plain(hold_dto(hold)))

    answer = once(
        key=idempotency_key,
        operation="release_hold",
        body={"hold_id": hold_id, "reason": reason},
        perform=perform,
    )
    return from_plain(answer, shapes.Hold)
