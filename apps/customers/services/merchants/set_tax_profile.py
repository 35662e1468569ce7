"""State a merchant's tax profile."""

from uuid import UUID

from apps.customers import outgoing
from apps.customers.models import Merchant, TaxProfile
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def set_tax_profile(
    *,
    customer_id: UUID,
    regime: str,
    withholding_agent: bool,
    iva_responsible: bool,
    ica_municipality: str,
    actor: Actor,
) -> TaxProfile:
    """Replaces the one there was. `ica_municipality`: a DANE code, or empty."""
    with unit_of_work("customers"):
        # The merchant's lock: two first profiles must not meet.
        merchant = Merchant.objects.select_for_update().get(pk=customer_id)
        profile = TaxProfile.objects.filter(merchant=merchant).first() or TaxProfile(
            merchant=merchant, version=0
        )
        profile.regime = regime
        profile.withholding_agent = withholding_agent
        profile.iva_responsible = iva_responsible
        profile.ica_municipality = ica_municipality
        profile.version += 1
        profile.save()
        record("customers", action="merchant.tax_profile", subject=merchant.id, actor=actor)
        outgoing.tax_profile_changed(profile, actor=actor)
        return profile
