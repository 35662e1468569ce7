"""The COD fee of a parcel that ended otherwise than delivered and for which nothing stands
collected: waived by its merchant, or settled to nothing, on the way or after it. And the freight
that a recipient had paid of one that was voided."""

from apps.orders.domain.money import charges
from apps.orders.domain.money.charges import Entry
from apps.orders.domain.money.cod import TOOK, CodStatus
from apps.orders.domain.states import GuideStatus, Payer
from apps.orders.models import Cod, Guide
from apps.orders.selectors.price_lines import charged
from apps.orders.services.cod.fail import MENDED, fee_of_nothing
from apps.orders.services.money.record import moves_of, record_money, undo_money

PURPOSE = "cod_fee_back"
_ENDS = frozenset({GuideStatus.RETURNED, GuideStatus.LOST, GuideStatus.DAMAGED})


def follow_fee(guide: Guide, cod: Cod | None) -> None:
    """Under the COD's lock. Bring the fee in line with how the guide ended and with what stands;
    repeatable. Where its collection failed, the failure gave it back."""
    due = _due(guide, cod)
    rows = guide.money.filter(purpose=PURPOSE)
    for row in rows.filter(undone_by=None):
        if moves_of(row) == due.moves:
            return
        undo_money(row, reason="Corrección")
    record_money(
        guide,
        due,
        key=f"guide.{guide.id}.fee_back.{rows.count() + 1}",
        purpose=PURPOSE,
        description="Tarifa de recaudo devuelta",
    )


def _due(guide: Guide, cod: Cod | None) -> Entry:
    if guide.status == GuideStatus.VOIDED:
        return _voided(guide, cod)
    if guide.status not in _ENDS:
        return charges.NOTHING
    if cod is None or cod.status == CodStatus.FAILED:
        # Waived, before its collection was expected perhaps; a recipient's fee was never charged.
        waived = cod is None or cod.reason == MENDED
        stands = not waived or guide.order.payer == Payer.RECIPIENT
    else:
        stands = cod.status == CodStatus.EXPECTED or bool(cod.collected)
    return charges.NOTHING if stands else fee_of_nothing(guide)


def _voided(guide: Guide, cod: Cod | None) -> Entry:
    """Nothing was carried. A sender's price goes back with the void; a recipient's was charged with
    what it paid before."""
    paid = cod is not None and cod.status in TOOK and guide.order.payer == Payer.RECIPIENT
    return charges.give_back(charged(guide, "selling")) if paid else charges.NOTHING
