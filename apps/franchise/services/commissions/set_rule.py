"""Rules of commission, and the dated tax rows: added and ended, never edited."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from apps.franchise.domain.commissions.rules import FIXED
from apps.franchise.domain.commissions.tiers import check_bands
from apps.franchise.domain.settlement.tax_rows import check_tax_row
from apps.franchise.models import CommissionRule, Payee, TaxRate
from apps.franchise.selectors.commission_rules import rate_of, rule_of
from quenty.contracts.franchise.commission_errors import CommissionError, SettlementError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def add_rule(*, code: str, actor: Actor, **terms: Any) -> CommissionRule:
    """Raises franchise.commission.rule_incomplete, .bands_invalid, .rule_exists,
    .payee_not_found."""
    row = CommissionRule(code=code, **terms)
    _check_terms(row)
    with unit_of_work("franchise"):
        payee = Payee.objects.filter(pk=row.payee_id).first() if row.payee_id else None
        if row.payee_id and payee is None:
            raise CommissionError.PAYEE_NOT_FOUND(field="payee_id")
        if payee is not None and payee.kind != row.scope:
            raise CommissionError.RULE_INCOMPLETE(field="scope")
        try:
            with unit_of_work("franchise"):
                row.save()
        except IntegrityError as error:
            if "commissionrule_code" in str(error):
                raise CommissionError.RULE_EXISTS(field="code", code=code) from error
            raise
        record("franchise", action="commission_rule.add", subject=row.pk, actor=actor)
    return row


def _check_terms(row: CommissionRule) -> None:
    if row.basis == FIXED and row.fixed is None:
        raise CommissionError.RULE_INCOMPLETE(field="fixed")
    if row.basis != FIXED:
        check_bands(rule_of(row).bands)
    if row.minimum is not None and row.maximum is not None and row.minimum > row.maximum:
        raise CommissionError.RULE_INCOMPLETE(field="maximum")
    if row.valid_to is not None and row.valid_to <= row.valid_from:
        raise CommissionError.RULE_INCOMPLETE(field="valid_to")


def end_rule(*, rule_id: UUID, valid_to: date, actor: Actor) -> CommissionRule:
    """What was earned before stays, and an end is never put off. Raises
    franchise.commission.rule_not_found, .rule_incomplete."""
    with unit_of_work("franchise"):
        row = CommissionRule.objects.select_for_update().filter(pk=rule_id).first()
        if row is None:
            raise CommissionError.RULE_NOT_FOUND()
        if valid_to < row.valid_from or (row.valid_to is not None and valid_to > row.valid_to):
            raise CommissionError.RULE_INCOMPLETE(field="valid_to")
        row.valid_to = valid_to
        row.save()
        data = {"valid_to": valid_to.isoformat()}
        record("franchise", action="commission_rule.end", subject=row.pk, actor=actor, data=data)
    return row


def add_tax_rate(*, actor: Actor, **terms: Any) -> TaxRate:
    """Raises franchise.settlement.rate_invalid, .rate_exists."""
    row = TaxRate(**terms)
    check_tax_row(rate_of(row))
    with unit_of_work("franchise"):
        try:
            with unit_of_work("franchise"):
                row.save()
        except IntegrityError as error:
            raise SettlementError.RATE_EXISTS(field="valid_from", row=str(row)) from error
        record("franchise", action="tax_rate.add", subject=row.pk, actor=actor)
    return row
