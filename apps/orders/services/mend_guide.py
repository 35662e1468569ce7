"""Change a guide's delivery before it is collected, with history."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from apps.orders import outgoing
from apps.orders.domain.labels.text import printable, unprintable
from apps.orders.domain.money.cod import CodStatus
from apps.orders.domain.states import GuideStatus
from apps.orders.models import Guide, GuideMend, Order
from apps.orders.neighbours.operators import ADAPTERS
from apps.orders.selectors.guides import lock_with_order
from apps.orders.services.cod.moves import lock_cod
from quenty.contracts.orders.incident_errors import MendError
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.codec import to_plain
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue, publish

MENDABLE = (
    "recipient_name",
    "recipient_phone",
    "recipient_email",
    "recipient_address",
    "recipient_complement",
    "cod_amount",
)
_PRINTED = ("recipient_name", "recipient_address", "recipient_complement")
_BEFORE = (GuideStatus.GENERATED, GuideStatus.RECEIVED_AT_POINT)


def mend_guide(
    *,
    guide_id: UUID,
    changes: Mapping[str, Any],
    actor: Actor,
    source: str = "api",
    reason: str = "",
) -> Guide:
    """`changes`: of MENDABLE. The municipality stays, since the price is of it, and what is
    collected can only be lowered, since its fee holds.

    An operator that was asked to carry it knows of no change: one booked with it is voided and
    confirmed again instead.

    Raises orders.guide_not_found, orders.mend.not_mendable, .booked, .cod_only_lower, .paid,
    .nothing, .unprintable.
    """
    with unit_of_work("orders"):
        guide, order = lock_with_order(guide_id)
        states = [guide.status, *guide.pieces.values_list("status", flat=True)]
        for state in states:
            if state not in _BEFORE:
                raise MendError.NOT_MENDABLE(status=state)
        if guide.account is not None and not ADAPTERS[guide.account.adapter].offline:
            raise MendError.BOOKED(operator=guide.operator_name)
        cod = changes.get("cod_amount")
        if cod is not None and cod > order.cod_amount:
            raise MendError.COD_ONLY_LOWER(field="cod_amount")
        if cod is not None and cod < order.cod_amount:
            _refuse_paid(guide.id)
        if not write_mend(guide, order, changes, actor=actor, source=source, reason=reason):
            raise MendError.NOTHING()
    return guide


def _refuse_paid(guide_id: UUID) -> None:
    """Who paid by QR or link has paid what was asked, before the parcel left."""
    money = lock_cod(guide_id)
    if money is not None and money.status != CodStatus.EXPECTED:
        raise MendError.PAID(field="cod_amount")


def write_mend(
    guide: Guide,
    order: Order,
    changes: Mapping[str, Any],
    *,
    actor: Actor,
    source: str,
    reason: str,
) -> bool:
    """Under the locks of both; False when nothing differs. Raises orders.mend.unprintable."""
    new = {k: v for k, v in changes.items() if k in MENDABLE and getattr(order, k) != v}
    if not new:
        return False
    _refuse_unprintable(new)
    before = {name: getattr(order, name) for name in new}
    if "cod_amount" in new:
        lowered: Money = order.cod_amount - new["cod_amount"]
        guide.cod_amount = new["cod_amount"]
        guide.collect = guide.collect - lowered
    for name, value in new.items():
        setattr(order, name, value)
    order.version += 1
    order.save()
    guide.version += 1
    guide.save()
    GuideMend.objects.create(
        guide=guide,
        before=to_plain(before),
        after=to_plain(new),
        actor=str(actor),
        source=source,
        reason=reason[:200],
    )
    if "cod_amount" in new:
        enqueue("orders.follow_money", order_id=str(order.id))
    publish(
        outgoing.guide_mended(guide, order, tuple(sorted(new))),
        aggregate=guide.id,
        actor=actor,
        livemode=guide.livemode,
    )
    return True


def _refuse_unprintable(new: Mapping[str, Any]) -> None:
    for name in _PRINTED:
        text = str(new.get(name, ""))
        if unprintable(text) or (text and not printable(text)):
            raise MendError.UNPRINTABLE(field=name, text=(unprintable(text) or text)[:60])
