"""A claim under lock, with its guide."""

from uuid import UUID

from apps.orders.models import Claim
from apps.orders.selectors.guides import lock_with_order
from quenty.contracts.orders.money_errors import ClaimError


def lock_with_guide(claim_id: UUID) -> Claim:
    """The guide first, as whoever moves or corrects it does: what is decided of a claim by where
    its parcel is holds until it is written. Inside a unit of work.

    Raises orders.claim.not_found."""
    guide_id = Claim.objects.filter(pk=claim_id).values_list("guide_id", flat=True).first()
    if guide_id is None:
        raise ClaimError.NOT_FOUND()
    guide, _ = lock_with_order(guide_id)
    claim = Claim.objects.select_for_update().get(pk=claim_id)
    claim.guide = guide
    return claim
