"""Nothing will be collected: the parcel came back, was lost or damaged, or its guide voided."""

from apps.orders.domain.money import charges
from apps.orders.domain.money.charges import Entry
from apps.orders.domain.money.cod import CodEvent
from apps.orders.domain.states import GuideStatus, Payer
from apps.orders.models import Cod, Guide
from apps.orders.outgoing import money as outgoing
from apps.orders.selectors.price_lines import charged
from apps.orders.services.cod.moves import key_of, move_cod
from apps.orders.services.money.record import record_money
from quenty.kernel.actors import Actor
from quenty.platform.events import publish

# Nothing is to be collected any more; the fee holds, as the price of the guide does, unless the
# parcel comes back or never arrives (`follow_fee`).
MENDED = "mended"


def fail_cod(cod: Cod, *, reason: str, actor: Actor) -> None:
    """Under the COD's lock, once a round. `reason`: the state that the guide ended in,
    or mended."""
    move_cod(cod, CodEvent.FAIL)
    cod.reason = reason[:200]
    cod.save()
    entry = charges.expect(-cod.expected, operator=str(cod.operator_id))
    record_money(
        cod.guide,
        entry + _fee_back(cod.guide, reason) + way_and_back(cod.guide, reason),
        key=key_of(cod, "failed"),
        purpose="cod_failed",
        description="Recaudo no realizado",
    )
    publish(outgoing.cod_failed(cod), aggregate=cod.guide_id, actor=actor, livemode=cod.livemode)


def charge_return(guide: Guide) -> None:
    """A parcel without COD that came back, or whose COD was paid before: its return freight,
    once a correction. Who paid before has paid the way out, where it was to."""
    round_ = guide.money.filter(undoes__purpose="returned").count() + 1
    paid = bool(guide.collect and guide.order.payer == Payer.RECIPIENT)
    record_money(
        guide,
        charges.charge(charged(guide, "return")) if paid else way_and_back(guide, "returned"),
        key=f"guide.{guide.id}.returned.{round_}",
        purpose="returned",
        description="Flete de devolución",
        kind="adjustment",
    )


def way_and_back(guide: Guide, reason: str) -> Entry:
    """What a merchant owes for a parcel that came back: the way back, and the way out when the
    recipient was to pay it. Nothing for one that was lost or damaged on our hands."""
    if reason != GuideStatus.RETURNED:
        return charges.NOTHING
    entry = charges.charge(charged(guide, "return"))
    if guide.order.payer == Payer.RECIPIENT:
        entry = charges.charge(charges.but_kind(charged(guide, "selling"), "cod_fee")) + entry
    return entry


def fee_of_nothing(guide: Guide) -> Entry:
    """What goes back when it turns out that nothing was collected for a parcel that ended
    otherwise than delivered: the fee; of one that was lost on our hands, all that its recipient
    paid."""
    selling = charged(guide, "selling")
    recipient = guide.order.payer == Payer.RECIPIENT
    if recipient and guide.status != GuideStatus.RETURNED:
        return charges.give_back(selling)
    return charges.give_back(charges.of_kind(selling, "cod_fee"))


def _fee_back(guide: Guide, reason: str) -> Entry:
    """No COD fee is earned where nothing is collected; a void gives all of its price back."""
    if guide.order.payer == Payer.RECIPIENT or reason in (GuideStatus.VOIDED, MENDED):
        return charges.NOTHING
    return charges.give_back(charges.of_kind(charged(guide, "selling"), "cod_fee"))
