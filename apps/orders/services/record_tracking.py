"""Something was told of a guide's pieces: keep it, and move what it moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from apps.orders import outgoing
from apps.orders.domain.incidents import OFFICE_DAYS
from apps.orders.domain.states import GuideStatus, OrderEvent
from apps.orders.domain.tracking import BEFORE_PICKUP, PROOFS, TERMINAL, Told, state_after, summary
from apps.orders.models import Guide, GuideEvent, GuidePiece, Order
from apps.orders.selectors.guides import lock_with_order
from apps.orders.services.claims.news import note_news
from apps.orders.services.incidents.resolve import follow
from apps.orders.services.order_moves import move_order
from quenty.contracts.orders.errors import OrderError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

# How far a scanner's clock may be off.
SKEW = timedelta(minutes=5)
TELLABLE = frozenset(GuideStatus) - {GuideStatus.GENERATED, GuideStatus.VOIDED}
# A point alone knows that a parcel left it the way it came.
_OF_THE_FIELD = TELLABLE | {GuideStatus.GENERATED}
# A whole guide is voided with its money and its order.
_OF_PIECES_ALONE = frozenset({GuideStatus.VOIDED})


@dataclass(frozen=True, slots=True)
class _Report:
    event: GuideStatus
    occurred_at: datetime
    pieces: tuple[int, ...]
    source: str
    place: str
    reason: str
    notes: str
    actor: Actor
    external_id: str
    proof: tuple[str, ...]
    proof_pending: tuple[str, ...]


def record_tracking(
    *,
    guide_id: UUID,
    piece_numbers: Sequence[int] | None = None,
    event: str,
    occurred_at: datetime,
    source: str,
    place: str = "",
    actor: Actor,
    reason: str = "",
    notes: str = "",
    external_id: str = "",
    proof: Sequence[str] = (),
    proof_pending: Sequence[str] = (),
    of_pieces_alone: bool = False,
) -> GuideEvent:
    """One line of history, at its own time; the same report again is the same line.

    What is late, out of order or told of a piece that has ended is kept and moves nothing
    (`applied` False). `piece_numbers` None: all. `occurred_at`: aware. `source`: api, field,
    operator, import. `external_id`: the operator's, once a guide. `proof`: of a
    delivery, some of PROOFS; `proof_pending`: those that are still to come.
    `of_pieces_alone`: some pieces are voided, which `drop_pieces` alone tells. Raises
    orders.guide_not_found, orders.piece_unknown, orders.tracking_refused,
    orders.tracking_in_future, orders.tracking_before_issue.
    """
    with unit_of_work("orders"):
        guide, order = lock_with_order(guide_id)
        pieces = list(guide.pieces.all())
        report = _Report(
            event=_tellable(event, guide, source, of_pieces_alone=of_pieces_alone),
            occurred_at=believable(occurred_at, guide),
            pieces=_known(piece_numbers, pieces),
            source=source,
            place=place[:120],
            reason=reason[:60],
            notes=notes[:500],
            actor=actor,
            external_id=external_id[:80],
            proof=tuple(kind for kind in PROOFS if kind in proof),
            proof_pending=tuple(kind for kind in PROOFS if kind in proof_pending),
        )
        same = guide.events.filter(
            event=report.event.value,
            occurred_at=occurred_at,
            source=source,
            piece_numbers=list(report.pieces),
        ).first()
        if same is None and external_id:
            same = guide.events.filter(external_id=report.external_id).first()
        return same or _record(guide, order, pieces, report)


def _tellable(event: str, guide: Guide, source: str, *, of_pieces_alone: bool) -> GuideStatus:
    usual = _OF_THE_FIELD if source == "field" else TELLABLE
    if event not in (_OF_PIECES_ALONE if of_pieces_alone else usual):
        raise OrderError.TRACKING_REFUSED(field="event", status=guide.status, event=event)
    return GuideStatus(event)


def believable(occurred_at: datetime, guide: Guide) -> datetime:
    """Raises orders.tracking_in_future, orders.tracking_before_issue."""
    told = occurred_at.isoformat(timespec="seconds")
    if occurred_at > clock.now() + SKEW:
        raise OrderError.TRACKING_IN_FUTURE(field="occurred_at", occurred_at=told)
    if occurred_at < guide.issued_at - SKEW:
        raise OrderError.TRACKING_BEFORE_ISSUE(field="occurred_at")
    return occurred_at


def _known(numbers: Sequence[int] | None, pieces: Sequence[GuidePiece]) -> tuple[int, ...]:
    known = [piece.number for piece in pieces]
    wanted = sorted(set(numbers)) if numbers else known
    for number in wanted:
        if number not in known:
            raise OrderError.PIECE_UNKNOWN(field="pieces", piece=number)
    return tuple(wanted)


def _record(guide: Guide, order: Order, pieces: list[GuidePiece], report: _Report) -> GuideEvent:
    moved = _move_pieces(guide, pieces, report)
    before = guide.status
    after = summary([GuideStatus(piece.status) for piece in pieces])
    line = GuideEvent.objects.create(
        guide=guide,
        piece_numbers=list(report.pieces),
        event=report.event.value,
        occurred_at=report.occurred_at,
        applied=bool(moved),
        from_status=before,
        to_status=after.value,
        source=report.source,
        place=report.place,
        reason=report.reason,
        notes=report.notes,
        actor=str(report.actor),
        external_id=report.external_id,
        proof=list(report.proof),
        proof_pending=list(report.proof_pending),
    )
    if after != before:
        dropped = report.event == GuideStatus.VOIDED
        told = tuple(p.number for p in pieces if p.status == after) if dropped else moved
        _move_guide(guide, order, after, report, told)
    note_news(guide, line)
    if moved:
        follow(guide, pieces, actor=report.actor)
    return line


def _move_pieces(guide: Guide, pieces: list[GuidePiece], report: _Report) -> tuple[int, ...]:
    """Fold each named piece's whole history; the numbers of those that changed."""
    told = list(guide.events.values_list("event", "occurred_at", "piece_numbers", "source"))
    told.append((report.event.value, report.occurred_at, list(report.pieces), report.source))
    moved = []
    for piece in pieces:
        if piece.number in report.pieces:
            history = [
                Told(GuideStatus(e), at, source == "correction")
                for e, at, of, source in told
                if piece.number in of
            ]
            state = state_after(history, at_present=GuideStatus(piece.status))
            if state != piece.status:
                piece.status = state.value
                piece.save(update_fields=["status", "updated_at"])
                moved.append(piece.number)
    return tuple(moved)


def _move_guide(
    guide: Guide, order: Order, after: GuideStatus, report: _Report, moved: tuple[int, ...]
) -> None:
    guide.status = after.value
    guide.version += 1
    since = _since(guide, after, report)
    if guide.picked_up_at is None and after not in BEFORE_PICKUP | {GuideStatus.RECEIVED_AT_POINT}:
        guide.picked_up_at = since
    if after == GuideStatus.DELIVERED:
        guide.delivered_at = since
    if after in TERMINAL:
        guide.closed_at = since
        guide.next_poll_at = None
    if after == GuideStatus.AT_OFFICE:
        guide.office_until = _office_until(guide, since)
        guide.office_told = None
    guide.save()
    publish(
        outgoing.guide_moved(
            guide,
            pieces=moved,
            occurred_at=since,
            place=report.place,
            source=report.source,
            reason=report.reason,
        ),
        aggregate=guide.id,
        actor=report.actor,
        livemode=guide.livemode,
    )
    if after in TERMINAL:
        move_order(order, OrderEvent.CLOSE, actor=report.actor, source=report.source)


def _since(guide: Guide, after: GuideStatus, report: _Report) -> datetime:
    """When the guide came to the state that it is in now. Where a piece is dropped, that is
    when the others did."""
    if report.event != GuideStatus.VOIDED:
        return report.occurred_at
    last = guide.events.filter(event=after.value, applied=True).order_by("occurred_at").last()
    return last.occurred_at if last else report.occurred_at


def _office_until(guide: Guide, since: datetime) -> date:
    """The last day that the office keeps it: the service's term, else the usual one."""
    days = int(guide.service.get("office_days") or OFFICE_DAYS)
    return since.astimezone(clock.BOGOTA).date() + timedelta(days=days)
