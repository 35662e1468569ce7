"""Bring the money of an order's guides in line with where the guides are. Repeatable."""

from uuid import UUID

from apps.orders.domain.money import charges
from apps.orders.domain.money.cod import TOOK, CodStatus
from apps.orders.domain.states import GuideStatus
from apps.orders.domain.tracking import TERMINAL
from apps.orders.models import Cod, Guide
from apps.orders.services.cod.collect import collect_cod
from apps.orders.services.cod.expect import expect_cod
from apps.orders.services.cod.fail import MENDED, charge_return, fail_cod
from apps.orders.services.cod.fee_back import follow_fee
from apps.orders.services.cod.moves import key_of, lock_cod
from apps.orders.services.cod.undo import undo_cod, undo_return
from apps.orders.services.freight.follow import follow_refunds
from apps.orders.services.money.record import record_money
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.money import Money
from quenty.platform.db import unit_of_work


def follow_order(*, order_id: UUID) -> None:
    for guide_id in Guide.objects.filter(order_id=order_id).values_list("pk", flat=True):
        follow_guide(guide_id=guide_id)


def follow_guide(*, guide_id: UUID) -> None:
    """Expect what is to be collected, as it was mended; collect, fail or charge when the guide
    has ended; take back what followed from an end that was corrected."""
    with unit_of_work("orders"):
        guide = (
            Guide.objects.select_for_update(of=("self",))
            .select_related("offer", "order")
            .get(pk=guide_id)
        )
        cod = lock_cod(guide_id)
        if cod is None and guide.collect and guide.status != GuideStatus.VOIDED:
            cod = expect_cod(guide)
        if cod is not None and (guide.collect or cod.status in TOOK):
            _follow_mended(cod, guide)
            if guide.status != GuideStatus.RETURNED:
                undo_return(guide)
            _with_cod(cod, GuideStatus(guide.status))
        else:
            if cod is not None and cod.status == CodStatus.EXPECTED:
                fail_cod(cod, reason=MENDED, actor=SYSTEM)
            _without_cod(guide)
        follow_fee(guide, cod)
        follow_refunds(guide)


def _follow_mended(cod: Cod, guide: Guide) -> None:
    """The amount was lowered before pickup."""
    change = guide.collect - cod.expected
    if change and cod.status == CodStatus.EXPECTED:
        cod.expected = guide.collect
        cod.save()
        record_money(
            guide,
            charges.expect(change, operator=str(cod.operator_id)),
            key=key_of(cod, f"expected.{guide.collect.units}"),
            purpose="cod_expected",
            description="Recaudo por cobrar, corregido",
        )


def _without_cod(guide: Guide) -> None:
    if guide.status == GuideStatus.RETURNED:
        charge_return(guide)
    else:
        undo_return(guide)


def _with_cod(cod: Cod, status: GuideStatus) -> None:
    taken = cod.status in TOOK
    if status == GuideStatus.DELIVERED:
        if cod.status == CodStatus.FAILED:
            undo_cod(cod)
        if cod.status == CodStatus.EXPECTED and not _told_by_field(cod.guide):
            _collect_of_operator(cod)
    elif status in TERMINAL:
        if cod.status == CodStatus.EXPECTED and _paid_for_a_part(cod.guide):
            _collect_of_operator(cod)
            cod.refresh_from_db()
            taken = True
        if taken and (_paid_before(cod) or _part_delivered(cod.guide)):
            _ask_a_person(cod)
        elif taken or (cod.status == CodStatus.FAILED and cod.reason != status):
            # What it failed for is put right: its way back, or none, is of how it ended.
            undo_cod(cod)
        if cod.status == CodStatus.EXPECTED:
            fail_cod(cod, reason=status.value, actor=SYSTEM)
    elif cod.status == CodStatus.FAILED or (taken and _taken_back(cod)):
        undo_cod(cod)


def _collect_of_operator(cod: Cod) -> None:
    """Delivered against payment only: an operator answers for what it did not collect."""
    collect_cod(
        guide_id=cod.guide_id,
        amount=None,
        holder=str(cod.operator_id),
        method="cash",
        occurred_at=cod.guide.delivered_at or clock.now(),
    )


def _paid_for_a_part(guide: Guide) -> bool:
    """Its operator handed a piece over, against payment, before another ended otherwise: how
    much it asked for that one, a person finds out."""
    return _part_delivered(guide) and not _told_by_field(guide)


def _taken_back(cod: Cod) -> bool:
    """Its delivery was corrected to one that is still to come, after its money was told: the
    parcel goes on, and nobody has been asked to pay for it yet."""
    last = cod.guide.events.filter(source="correction").last()
    if last is None or last.from_status != GuideStatus.DELIVERED or _paid_before(cod):
        return False
    told = cod.guide.money.filter(purpose="cod_collected", undone_by=None)
    return not told.filter(created_at__gt=last.created_at).exists()


def _paid_before(cod: Cod) -> bool:
    """A recipient that pays by link before the parcel is handed over has paid, whatever
    becomes of it: a person has to give that back."""
    return bool(cod.method in ("qr", "link") and not cod.guide.delivered_at)


def _part_delivered(guide: Guide) -> bool:
    """Somebody took pieces of it, and paid for them; another piece ended otherwise."""
    return guide.pieces.filter(status=GuideStatus.DELIVERED.value).exists()


def _ask_a_person(cod: Cod) -> None:
    """What becomes of the money; the way back is owed whatever does."""
    if cod.guide.status == GuideStatus.RETURNED:
        charge_return(cod.guide)
    decided = cod.guide.money.filter(purpose="cod_settled", undone_by=None).exists()
    if cod.disputed_at is None and cod.collected and not decided:
        cod.disputed_at, cod.disputed_by = clock.now(), str(SYSTEM)
        if _part_delivered(cod.guide):
            cod.dispute_amount, cod.dispute_reason = cod.collected, "part_not_delivered"
        else:
            cod.dispute_amount, cod.dispute_reason = Money.zero(), "paid_and_not_delivered"
        cod.save()


def _told_by_field(guide: Guide) -> bool:
    """Our own couriers and points tell what they took themselves."""
    last = guide.events.filter(event=GuideStatus.DELIVERED.value, applied=True).last()
    return bool(last and last.source == "field")
