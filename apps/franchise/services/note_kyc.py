"""A franchise works while its franchisee has full KYC: suspended when it ends, working again
when it is approved anew. One that a person suspended waits for a person."""

from uuid import UUID

from django.db.models import QuerySet

from apps.franchise.domain.franchises import ACTIVE, FULL_KYC, KYC_LAPSED, SUSPENDED
from apps.franchise.models import Franchise, MerchantCopy
from apps.franchise.services.activate_franchise import let_work, suspend_franchise
from quenty.kernel.actors import SYSTEM
from quenty.platform.db import unit_of_work


def note_kyc(*, customer_id: UUID, level: str, holds: bool, seq: int) -> None:
    """`holds`: approved; otherwise rejected or expired. The newest told wins; only full KYC
    counts. `seq`: the event's place among the customer's."""
    if level != FULL_KYC:
        return
    with unit_of_work("franchise"):
        MerchantCopy.objects.bulk_create([MerchantCopy(id=customer_id)], ignore_conflicts=True)
        newest = MerchantCopy.objects.filter(pk=customer_id, kyc_seq__lte=seq)
        if not newest.update(kyc_seq=seq):
            return
        whose = Franchise.objects.filter(customer_id=customer_id)
        if holds:
            for pk in _ids(whose.filter(status=SUSPENDED, kyc_lapsed=True)):
                let_work(franchise_id=pk, kyc_level=level, actor=SYSTEM)
        else:
            for pk in _ids(whose.filter(status=ACTIVE)):
                suspend_franchise(franchise_id=pk, reason=KYC_LAPSED, actor=SYSTEM, kyc_lapsed=True)


def _ids(rows: QuerySet[Franchise]) -> list[UUID]:
    return list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
