"""Tell an operator what was answered to an incident of its guide: once, and by a job."""

from datetime import date, timedelta
from functools import partial
from uuid import UUID

from django.db.models import QuerySet

from apps.orders.domain.operators.failures import NotOffered, OperatorFailure, Refused
from apps.orders.domain.operators.instructions import FOR_PEOPLE, LONGEST, wait_after
from apps.orders.domain.operators.port import Instructed, Instruction, OperatorPort
from apps.orders.domain.tracking import TERMINAL
from apps.orders.models import Guide, IncidentAnswer, OperatorInstruction
from apps.orders.neighbours.operators import instructs
from apps.orders.selectors.operators import Reach, reach_by
from apps.orders.services.operators.ask import ask
from quenty.contracts.orders.incident_errors import IncidentError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue

BATCH = 200
# Beside what its calls may take, of which there are two.
_SPARE = timedelta(seconds=30)


def instruct_operator(guide: Guide, answer: IncidentAnswer) -> OperatorInstruction:
    """Have it told, in the place of what it was not told yet. Inside a unit of work."""
    _supersede(OperatorInstruction.objects.filter(answer__incident_id=answer.incident_id))
    row = OperatorInstruction.objects.create(guide=guide, answer=answer)
    enqueue("orders.tell_operator", instruction_id=str(row.id))
    return row


def forget_instructions(guide: Guide) -> None:
    """Its parcel has ended: nobody is told anything of it any more. Inside a unit of work."""
    _supersede(guide.instructions.all())


def _supersede(rows: "QuerySet[OperatorInstruction]") -> None:
    waiting = rows.filter(status__in=("pending", *FOR_PEOPLE))
    waiting.update(status="superseded", updated_at=clock.now())


def tell_operator(*, instruction_id: UUID) -> None:
    """Ask the operator, unless it was told or somebody asks it now. What it does not answer is
    asked again by the sweeper, and told by hand in the end. Never inside a transaction."""
    row = _claim(instruction_id)
    if row is None:
        return
    reach = _reach(row.guide)
    if row.answer.action not in instructs(reach.adapter):
        _end(row, "by_hand", failure="not_offered")
        return
    try:
        made = ask(reach, "instruct", row.guide.number, partial(_instruct, _wanted(row)))
    except NotOffered as failure:
        _end(row, "by_hand", failure=failure.detail)
    except Refused as failure:
        _end(row, "refused", failure=failure.detail)
    except OperatorFailure as failure:
        _later(row, failure)
    else:
        _end(row, "told", reference=made.reference)


def sweep_instructions() -> int:
    """Ask for what is due again; how many."""
    due = OperatorInstruction.objects.filter(status="pending", next_try_at__lte=clock.now())
    ids = list(due.order_by("next_try_at").values_list("pk", flat=True)[:BATCH])
    with unit_of_work("orders"):
        for pk in ids:
            enqueue("orders.tell_operator", instruction_id=str(pk))
    return len(ids)


def told_by_hand(*, incident_id: UUID, actor: Actor) -> OperatorInstruction:
    """Somebody has told the operator. Raises orders.incident.nothing_to_tell."""
    with unit_of_work("orders"):
        waiting = OperatorInstruction.objects.select_for_update(of=("self",)).filter(
            answer__incident_id=incident_id, status__in=FOR_PEOPLE
        )
        row = waiting.order_by("-created_at").first()
        if row is None:
            raise IncidentError.NOTHING_TO_TELL()
        row.status, row.told_at, row.told_by = "told", clock.now(), str(actor)
        row.save()
    return row


def _claim(instruction_id: UUID) -> OperatorInstruction | None:
    """Note that it is asked now, before it is: whoever comes next knows that it may have been.
    One guide's instructions are told one after another, so that the last one is the last."""
    with unit_of_work("orders"):
        rows = OperatorInstruction.objects.select_related("answer")
        known = rows.filter(pk=instruction_id, status="pending").first()
        if known is None:
            return None
        guide = (
            Guide.objects.select_for_update(of=("self",))
            .select_related("account")
            .get(pk=known.guide_id)
        )
        row = rows.select_for_update(of=("self",)).filter(pk=known.pk, status="pending").first()
        now = clock.now()
        if row is None or row.next_try_at > now:
            return None
        if guide.instructions.filter(asking_until__gt=now).exists():
            return None
        if guide.status in TERMINAL:
            row.status = "superseded"
            row.save()
            return None
        row.tries += 1
        seconds = float(guide.account.seconds) if guide.account else 0.0
        row.asking_until = now + timedelta(seconds=2 * seconds) + _SPARE
        row.save()
        row.guide = guide
    return row


def _reach(guide: Guide) -> Reach:
    return reach_by(guide.account, guide.operator_id, guide.operator_name, livemode=guide.livemode)


def _wanted(row: OperatorInstruction) -> Instruction:
    guide, answer = row.guide, row.answer
    day = answer.data.get("retry_on")
    return Instruction(
        action=answer.action,
        number=guide.operator_number or guide.number,
        reference=row.id.hex,
        day=date.fromisoformat(day) if day else None,
        address=answer.data.get("address", ""),
        complement=answer.data.get("complement", ""),
        phone=answer.data.get("phone", ""),
        dane=guide.destination_dane,
        comment=answer.comment,
        repeated=row.tries > 1,
    )


def _instruct(wanted: Instruction, port: OperatorPort) -> Instructed:
    return port.instruct(wanted)


def _later(row: OperatorInstruction, failure: OperatorFailure) -> None:
    if row.created_at < clock.now() - LONGEST:
        _end(row, "by_hand", failure=failure.detail)
        return
    again = clock.now() + wait_after(row.tries)
    _write(row, next_try_at=again, failure=failure.detail[:300])


def _end(row: OperatorInstruction, status: str, *, failure: str = "", reference: str = "") -> None:
    told_at = clock.now() if status == "told" else None
    _write(row, status=status, told_at=told_at, failure=failure[:300], reference=reference[:60])


def _write(row: OperatorInstruction, **values: object) -> None:
    """Unless a later answer stands in its place by now: that one waits for nobody any more."""
    with unit_of_work("orders"):
        mine = OperatorInstruction.objects.filter(pk=row.pk)
        mine.update(asking_until=None, updated_at=clock.now())
        mine.filter(status="pending").update(**values)
