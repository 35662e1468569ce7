"""Hand in a case for a level: when the documents are there, a provider is asked."""

from datetime import datetime

from apps.customers.domain import kyc
from apps.customers.models import KycCase, KycDocument, Merchant
from apps.customers.services.kyc.move_case import RENEWAL, move_case
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue


def submit_case(*, merchant: Merchant, level: kyc.Level, actor: Actor) -> KycCase:
    """The case, pending. An approved one is taken from 30 days before its end.

    Raises customers.kyc_documents_missing, customers.kyc_transition_refused.
    """
    with unit_of_work("customers"):
        KycCase.objects.bulk_create(
            [KycCase(merchant=merchant, level=level)], ignore_conflicts=True
        )
        case = (
            KycCase.objects.select_for_update(of=("self",))
            .select_related("merchant")
            .get(merchant=merchant, level=level)
        )
        if case.status == kyc.Status.APPROVED and not _renewable(case.approved_until):
            raise CustomerError.KYC_TRANSITION_REFUSED(
                status=case.status, action=kyc.Action.SUBMIT.value
            )
        have = set(
            KycDocument.objects.filter(merchant=merchant, replaced_at__isnull=True).values_list(
                "kind", flat=True
            )
        )
        missing = kyc.missing_documents(merchant.kind, level, have)
        if missing:
            raise CustomerError.KYC_DOCUMENTS_MISSING(missing=", ".join(missing))
        move_case(case, kyc.Action.SUBMIT, actor=actor)
        enqueue("customers.screen_kyc", case_id=str(case.id), round_=case.round)
        return case


def _renewable(approved_until: datetime | None) -> bool:
    return approved_until is None or approved_until - clock.now() <= RENEWAL
