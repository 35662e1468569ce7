"""Ask the provider about a pending case, and do as it says."""

from uuid import UUID

from apps.customers.domain import kyc
from apps.customers.domain.screening import Applicant, Verdict
from apps.customers.models import KycCase
from apps.customers.neighbours.kyc import kyc_provider
from apps.customers.services.kyc.move_case import move_case
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work


def screen_case(*, case_id: UUID, round_: int) -> None:
    """Does nothing for a case that moved on. `round_`: which submission it is about.

    Raises ProviderUnreachable; the job is then tried again.
    """
    case = KycCase.objects.select_related("merchant").get(pk=case_id)
    if (case.status, case.round) != (kyc.Status.PENDING, round_):
        return
    merchant, provider = case.merchant, kyc_provider()
    verdict = provider.screen(
        Applicant(
            kind=merchant.kind,
            document_type=merchant.document_type,
            document_number=merchant.document_number,
            legal_name=merchant.legal_name,
            level=case.level,
        ),
        reference=f"{case.id}-{round_}",
    )
    _apply(case_id, round_, provider.name, verdict)


def _apply(case_id: UUID, round_: int, provider: str, verdict: Verdict) -> None:
    with unit_of_work("customers"):
        case = (
            KycCase.objects.select_for_update(of=("self",))
            .select_related("merchant")
            .get(pk=case_id)
        )
        if (case.status, case.round) != (kyc.Status.PENDING, round_):
            return
        case.risk, case.flags = verdict.risk, list(verdict.flags)
        case.provider, case.provider_reference = provider, verdict.reference[:80]
        move_case(case, verdict.action, actor=Actor("service", provider), reason=verdict.reason)
