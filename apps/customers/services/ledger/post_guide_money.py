"""Post what happened to a parcel's money: collected, remitted, charged, compensated."""

from typing import Any
from uuid import UUID

from apps.customers.domain import accounts, postings
from apps.customers.domain.accounts import AccountKey, Purpose
from apps.customers.models import Merchant
from apps.customers.services.ledger.journal import write
from apps.customers.services.ledger.once import once
from quenty.contracts.customers import shapes
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.actors import Actor
from quenty.platform.codec import to_plain

KINDS = frozenset({postings.Kind.COD, postings.Kind.ADJUSTMENT, postings.Kind.CLAIM})
_PLATFORM = {
    "expected_of": Purpose.COD_EXPECTED,
    "collector": Purpose.COD_CLEARING,
    "operator": Purpose.OPERATOR_PAYABLE,
    "bank": Purpose.BANK,
    "claims": Purpose.CLAIMS,
}


def post_guide_money(
    *,
    idempotency_key: str,
    merchant: Merchant,
    kind: str,
    purpose: str,
    moves: tuple[shapes.GuideMove, ...],
    reference_id: UUID,
    description: str,
    actor: Actor,
) -> UUID:
    """Raises what `CustomersApi.post_guide_money` says."""
    if kind not in KINDS:
        raise CustomerError.ACCOUNT_UNKNOWN(account=kind, field="kind")
    draft = postings.draft(
        postings.Kind(kind),
        [(_account(move, merchant.id), move.amount) for move in moves],
        description=description,
        purpose=purpose[:40],
        reference_id=reference_id,
    )

    def perform() -> dict[str, Any]:
        posted = write([draft], key=idempotency_key, actor=actor, livemode=merchant.livemode)
        return {"posting": str(posted[0].id)}

    answer = once(
        key=idempotency_key,
        operation="post_guide_money",
        body={
            "customer_id": merchant.id,
            "kind": kind,
            "purpose": purpose,
            "moves": to_plain(moves),
            "reference_id": reference_id,
        },
        perform=perform,
    )
    return UUID(answer["posting"])


def _account(move: shapes.GuideMove, customer_id: UUID) -> AccountKey:
    if move.account == "merchant":
        return accounts.cod_payable(customer_id)
    if move.account == "expected":
        return accounts.cod_expected(customer_id)
    if move.account == "income":
        return accounts.for_charge(move.detail, "")
    if move.account == "tax":
        return accounts.for_charge("tax", move.detail)
    if move.account not in _PLATFORM:
        raise CustomerError.ACCOUNT_UNKNOWN(account=move.account, field="moves")
    return accounts.platform(_PLATFORM[move.account], move.detail)
