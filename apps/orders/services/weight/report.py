"""An operator or a point measured more than was declared."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import IntegrityError

from apps.orders.domain.money.weights import answer_by, freight_of, more
from apps.orders.domain.pricing.shipment import Parcel
from apps.orders.domain.states import GuideStatus
from apps.orders.domain.tracking import BEFORE_PICKUP
from apps.orders.models import Guide, WeightDispute
from apps.orders.outgoing import weights as outgoing
from apps.orders.selectors.price_lines import charged
from apps.orders.selectors.repricing import weigh
from quenty.contracts.orders.errors import OrderError
from quenty.contracts.orders.money_errors import WeightError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money, total
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


@dataclass(frozen=True, slots=True)
class Measured:
    """A piece as it was measured: grams, millimetres."""

    number: int
    weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int


def report_weight(
    *, guide_id: UUID, measured: Sequence[Measured], notes: str, actor: Actor
) -> WeightDispute:
    """Opens a dispute; pieces that are not named are as declared.

    Raises orders.guide_not_found, orders.weight.not_collected, orders.weight.piece_unknown,
    orders.weight.not_above, orders.weight.disputed_already, orders.weight.sheet_gone.
    """
    with unit_of_work("orders"):
        guide = (
            Guide.objects.select_for_update(of=("self",))
            .select_related("offer__quote", "order")
            .defer("offer__quote__offered")
            .filter(pk=guide_id)
            .first()
        )
        if guide is None:
            raise OrderError.GUIDE_NOT_FOUND()
        _refuse_uncollected(guide, measured)
        weight, new = weigh(guide, _parcels(guide, measured))
        lines = more(charged(guide, "selling"), new)
        amount = total(line.amount for line in lines)
        if weight <= guide.chargeable_g or amount <= Money.zero():
            raise WeightError.NOT_ABOVE(field="pieces")
        dispute = WeightDispute(
            guide=guide,
            customer_id=guide.customer_id,
            livemode=guide.livemode,
            declared_g=guide.chargeable_g,
            measured_g=weight,
            measured=[asdict(piece) for piece in measured],
            lines=[
                {
                    "position": li.position,
                    "kind": li.kind,
                    "units": li.amount.units,
                    "tax_code": li.tax_code,
                }
                for li in lines
            ],
            amount=amount,
            freight=freight_of(new),
            notes=notes[:500],
            reported_by=str(actor),
            due_at=answer_by(clock.now()),
        )
        _keep(dispute)
        event = outgoing.weight_disputed(dispute)
        publish(event, aggregate=guide.id, actor=actor, livemode=guide.livemode)
    return dispute


def _keep(dispute: WeightDispute) -> None:
    try:
        with unit_of_work("orders"):
            dispute.save(force_insert=True)
    except IntegrityError as error:
        raise WeightError.DISPUTED_ALREADY() from error


def _refuse_uncollected(guide: Guide, measured: Sequence[Measured]) -> None:
    """Nobody can have measured what was not handed over, or never will be; another piece of the
    guide may be on its way."""
    waiting = guide.pieces.filter(
        number__in=[piece.number for piece in measured],
        status__in=(*BEFORE_PICKUP, GuideStatus.VOIDED),
    )
    for piece in waiting:
        raise WeightError.NOT_COLLECTED(field="pieces", status=piece.status)


def _parcels(guide: Guide, measured: Sequence[Measured]) -> list[Parcel]:
    found = {
        piece.number: Parcel(piece.weight_g, piece.length_mm, piece.width_mm, piece.height_mm)
        for piece in guide.order.pieces.all()
    }
    for piece in measured:
        if piece.number not in found:
            raise WeightError.PIECE_UNKNOWN(field="pieces", piece=piece.number)
        found[piece.number] = Parcel(
            piece.weight_g, piece.length_mm, piece.width_mm, piece.height_mm
        )
    return list(found.values())
