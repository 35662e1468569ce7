"""A person decides a case that the provider left open."""

from uuid import UUID

from apps.customers.domain import kyc
from apps.customers.models import KycCase
from apps.customers.services.kyc.move_case import move_case, write_transition
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work

_DECISIONS = (
    kyc.Action.APPROVE,
    kyc.Action.REJECT,
    kyc.Action.REQUEST_UPDATE,
    kyc.Action.REOPEN,
)


def review_case(*, case_id: UUID, decision: kyc.Action, reason: str = "", actor: Actor) -> KycCase:
    """A case of high risk is approved by two people; the first approval only notes itself.

    Raises customers.kyc_case_not_found, customers.kyc_transition_refused (a case nobody
    reviews), customers.kyc_reason_required, customers.kyc_second_reviewer.
    """
    with unit_of_work("customers"):
        case = (
            KycCase.objects.select_for_update(of=("self",))
            .select_related("merchant")
            .filter(pk=case_id)
            .first()
        )
        if case is None:
            raise CustomerError.KYC_CASE_NOT_FOUND()
        _check(case, decision, reason)
        if decision is kyc.Action.APPROVE and case.risk == kyc.Risk.HIGH:
            if case.first_reviewer == str(actor):
                raise CustomerError.KYC_SECOND_REVIEWER()
            if not case.first_reviewer:
                case.first_reviewer = str(actor)
                case.save()
                write_transition(case, "first_approval", case.status, actor=actor)
                return case
        move_case(case, decision, actor=actor, reason=reason)
        return case


def _check(case: KycCase, decision: kyc.Action, reason: str) -> None:
    wanted = kyc.Status.REJECTED if decision is kyc.Action.REOPEN else kyc.Status.IN_REVIEW
    if decision not in _DECISIONS or case.status != wanted:
        raise CustomerError.KYC_TRANSITION_REFUSED(status=case.status, action=decision.value)
    if decision is not kyc.Action.APPROVE and not reason.strip():
        raise CustomerError.KYC_REASON_REQUIRED(field="reason")
