"""Tax profiles: of a payee, by its RUT; of Quenty, as a dated row."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from apps.franchise.domain.operators import canonical_nit
from apps.franchise.models import Payee, PayerProfile
from quenty.contracts.franchise.commission_errors import CommissionError, SettlementError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def set_tax_profile(*, payee_id: UUID, changes: dict[str, Any], actor: Actor) -> Payee:
    """Settlements made before keep what they reckoned with. Raises
    franchise.commission.payee_not_found."""
    with unit_of_work("franchise"):
        row = Payee.objects.select_for_update().filter(pk=payee_id).first()
        if row is None:
            raise CommissionError.PAYEE_NOT_FOUND()
        for name, value in changes.items():
            setattr(row, name, value)
        row.save()
        data = {"fields": sorted(changes)}
        record("franchise", action="payee.taxes", subject=row.pk, actor=actor, data=data)
    return row


NAMES = ("name", "nit", "address", "dane_code")


def add_payer_profile(
    *, valid_from: date, agent_for: list[str], ica_places: list[str], actor: Actor, **names: str
) -> PayerProfile:
    """What Quenty withholds from that day on. `names`: name, nit, address and dane_code, all or
    none. Raises franchise.settlement.rate_exists, .payer_unnamed, franchise.nit_invalid."""
    missing = [name for name in NAMES if not names.get(name)]
    if missing and len(missing) < len(NAMES):
        raise SettlementError.PAYER_UNNAMED(field=missing[0])
    if not missing:
        names["nit"] = canonical_nit(names["nit"])
    row = PayerProfile(valid_from=valid_from, agent_for=agent_for, ica_places=ica_places, **names)
    with unit_of_work("franchise"):
        try:
            with unit_of_work("franchise"):
                row.save()
        except IntegrityError as error:
            raise SettlementError.RATE_EXISTS(field="valid_from", row="payer") from error
        record("franchise", action="payer_profile.add", subject=row.pk, actor=actor)
    return row
