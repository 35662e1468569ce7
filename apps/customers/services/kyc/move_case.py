"""One step of a case: state, history, what follows from it, and the event."""

from datetime import timedelta

from apps.customers import outgoing
from apps.customers.domain import kyc
from apps.customers.domain.merchants import Status as MerchantStatus
from apps.customers.models import KycCase, KycTransition
from apps.customers.services.merchants.change_status import activate_merchant
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record

RENEWAL = timedelta(days=30)


def move_case(case: KycCase, action: kyc.Action, *, actor: Actor, reason: str = "") -> None:
    """Move a locked case on, inside the caller's unit of work.

    Raises customers.kyc_transition_refused.
    """
    was = case.status
    case.status = kyc.next_status(was, action)
    case.reason = reason[:300]
    now = clock.now()
    if action is kyc.Action.SUBMIT:
        case.submitted_at, case.first_reviewer = now, ""
        case.round += 1
    if action in (kyc.Action.APPROVE, kyc.Action.REJECT, kyc.Action.REQUEST_UPDATE):
        case.decided_at = now
    if action is kyc.Action.APPROVE:
        case.approved_until, case.warned_days = kyc.approval_ends(now), None
    if action in (kyc.Action.REJECT, kyc.Action.EXPIRE):
        case.approved_until = None
    case.save()
    write_transition(case, action.value, was, actor=actor)
    if action is kyc.Action.EXPIRE:
        outgoing.kyc_expired(case, actor=actor)
    else:
        outgoing.kyc_changed(case, actor=actor)
    if case.status == kyc.Status.APPROVED and case.merchant.status == MerchantStatus.PROSPECT:
        activate_merchant(customer_id=case.merchant_id, actor=actor)


def write_transition(case: KycCase, action: str, was: str, *, actor: Actor) -> None:
    KycTransition.objects.create(
        case=case,
        action=action,
        from_status=was,
        to_status=case.status,
        reason=case.reason,
        actor=str(actor),
        at=clock.now(),
    )
    record(
        "customers",
        action=f"kyc.{action}",
        subject=case.id,
        actor=actor,
        data={"level": case.level, "to": case.status, "risk": case.risk},
    )
