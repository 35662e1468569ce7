"""Commission rules, tax rows and payees over HTTP."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from apps.franchise.api.commission_bodies import (
    PayeeNew,
    PayeeOut,
    PayerProfileNew,
    PayerProfileOut,
    RuleEnd,
    RuleNew,
    RuleOut,
    TaxProfile,
    TaxRateNew,
    TaxRateOut,
)
from apps.franchise.api.routes import EARN, STAFF, WRITE, customer_of, routes
from apps.franchise.selectors import earnings as selectors
from apps.franchise.services import add_payee as payees
from apps.franchise.services.commissions import set_rule
from apps.franchise.services.settlements import set_tax_profile as profiles
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import CommissionRule, Payee, PayerProfile, TaxRate


@routes.list("commission-rules", item=RuleOut, ordering=("created_at", "code"), access=STAFF)
def list_commission_rules(call: Call) -> "QuerySet[CommissionRule]":
    """Commission rules"""
    return selectors.rules()


@routes.post("commission-rules", body=RuleNew, answer=RuleOut, access=WRITE)
def add_commission_rule(call: Call) -> "CommissionRule":
    """Add a commission rule; it is ended, never edited"""
    body: dict[str, Any] = dict(call.body)
    bands = [{name: str(value) for name, value in band.items()} for band in body.pop("bands", [])]
    return set_rule.add_rule(actor=call.actor, bands=bands, **body)


@routes.post(
    "commission-rules/{rule_id}/end", body=RuleEnd, answer=RuleOut, status=200, access=WRITE
)
def end_commission_rule(call: Call, rule_id: UUID) -> "CommissionRule":
    """End a rule on a day"""
    return set_rule.end_rule(rule_id=rule_id, actor=call.actor, **call.body)


@routes.list("tax-rates", item=TaxRateOut, ordering=("created_at", "tax"), access=STAFF)
def list_tax_rates(call: Call) -> "QuerySet[TaxRate]":
    """Dated tax rows"""
    return selectors.tax_rates()


@routes.post("tax-rates", body=TaxRateNew, answer=TaxRateOut, access=WRITE)
def add_tax_rate(call: Call) -> "TaxRate":
    """Add a dated tax row"""
    return set_rule.add_tax_rate(actor=call.actor, **call.body)


@routes.list(
    "payer-profiles", item=PayerProfileOut, ordering=("created_at", "valid_from"), access=STAFF
)
def list_payer_profiles(call: Call) -> "QuerySet[PayerProfile]":
    """What Quenty withholds, by date"""
    return selectors.payer_profiles()


@routes.post("payer-profiles", body=PayerProfileNew, answer=PayerProfileOut, access=WRITE)
def add_payer_profile(call: Call) -> "PayerProfile":
    """Say what Quenty withholds from a day on"""
    return profiles.add_payer_profile(actor=call.actor, **call.body)


@routes.list("payees", item=PayeeOut, ordering=("created_at", "name"), access=EARN)
def list_payees(call: Call) -> "QuerySet[Payee]":
    """Who is paid commissions"""
    return selectors.payees(call.principal)


@routes.post("payees", body=PayeeNew, answer=PayeeOut, ask=customer_of, access=WRITE)
def add_payee(call: Call) -> "Payee":
    """Let a point or an operator earn commissions"""
    return payees.add_payee(actor=call.actor, **call.body)


@routes.patch("payees/{payee_id}", body=TaxProfile, answer=PayeeOut, access=WRITE)
def set_tax_profile(call: Call, payee_id: UUID) -> "Payee":
    """Set a payee's tax profile"""
    return profiles.set_tax_profile(payee_id=payee_id, changes=call.body, actor=call.actor)
