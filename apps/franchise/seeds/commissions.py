"""The platform's own commission rules and tax rows. Again it adds what is missing."""

from datetime import date
from typing import Any

from apps.franchise.domain.commissions.standard import STANDARD as RULES
from apps.franchise.domain.settlement.standard import PLATFORM
from apps.franchise.domain.settlement.standard import STANDARD as RATES
from apps.franchise.models import CommissionRule, PayerProfile, TaxRate
from apps.franchise.services.commissions.set_rule import add_rule, add_tax_rate
from apps.franchise.services.settlements.set_tax_profile import add_payer_profile
from quenty.kernel.actors import SYSTEM

FROM = date(2026, 1, 1)


def seed_commissions() -> None:
    codes = set(CommissionRule.objects.values_list("code", flat=True))
    for rule in RULES:
        if rule.code not in codes:
            add_rule(
                code=rule.code,
                scope=rule.scope,
                size=rule.size,
                reach=rule.reach,
                basis="freight",
                measure="guides",
                method="marginal",
                bands=[
                    {"from": str(band.from_), "percent": str(band.percent)} for band in rule.bands()
                ],
                valid_from=FROM,
                actor=SYSTEM,
            )
    for rate in RATES:
        terms: dict[str, Any] = {name: getattr(rate, name) for name in rate.__dataclass_fields__}
        key = {n: terms[n] for n in ("tax", "concept", "profile", "place", "valid_from")}
        if not TaxRate.objects.filter(**key).exists():
            add_tax_rate(actor=SYSTEM, **terms)
    if not PayerProfile.objects.exists():
        add_payer_profile(
            valid_from=FROM,
            agent_for=sorted(PLATFORM.agent_for),
            ica_places=sorted(PLATFORM.ica_places),
            actor=SYSTEM,
        )
