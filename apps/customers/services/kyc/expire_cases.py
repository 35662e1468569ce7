"""Approvals end after twelve months; their owners are warned 30 and 7 days before."""

from datetime import timedelta
from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain import kyc
from apps.customers.models import KycCase
from apps.customers.services.kyc.move_case import move_case
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.platform.db import unit_of_work


def expire_cases() -> int:
    """End every approval whose time is up; answers how many."""
    due = KycCase.objects.filter(approved_until__lte=clock.now()).values_list("pk", flat=True)
    return sum(_expire(case_id) for case_id in list(due))


def warn_of_expiry() -> int:
    """Tell each approval's 30th and 7th last day once; answers how many were told."""
    told = 0
    for days in sorted(kyc.WARN_DAYS):
        now = clock.now()
        near = KycCase.objects.filter(
            approved_until__gt=now, approved_until__lte=now + timedelta(days=days)
        ).exclude(warned_days__lte=days)
        told += sum(_warn(case_id, days) for case_id in list(near.values_list("pk", flat=True)))
    return told


def _locked(case_id: UUID) -> KycCase:
    return (
        KycCase.objects.select_for_update(of=("self",)).select_related("merchant").get(pk=case_id)
    )


def _expire(case_id: UUID) -> bool:
    with unit_of_work("customers"):
        case = _locked(case_id)
        if case.approved_until is None or case.approved_until > clock.now():
            return False
        if case.status == kyc.Status.APPROVED:
            move_case(case, kyc.Action.EXPIRE, actor=SYSTEM)
        else:
            # A renewal is under way: it goes on, without what it was to renew.
            case.approved_until = None
            case.save()
            outgoing.kyc_expired(case, actor=SYSTEM)
        return True


def _warn(case_id: UUID, days: int) -> bool:
    with unit_of_work("customers"):
        case = _locked(case_id)
        warned = case.warned_days is not None and case.warned_days <= days
        if case.approved_until is None or warned:
            return False
        case.warned_days = days
        case.save()
        outgoing.kyc_expiring(case, expires_at=case.approved_until, actor=SYSTEM)
        return True
