"""The dated tax rows the platform starts with; new ones are added in the back office.

IVA 19%: art. 468 ET; carriage of freight is excluded, art. 476. Retefuente: commissions art.
392 ET and art. 1.2.4.3.1 DUR 1625 of 2016; services and freight from 2 UVT, Decreto 572 of
2025. ReteIVA 15%: art. 437-1 ET. UVT of 2026: 52,374. ICA of Bogotá: 9.66 per mille.
"""

from datetime import date
from decimal import Decimal

from apps.franchise.domain.settlement.profiles import (
    COMMISSION,
    FREIGHT,
    RETEFUENTE,
    RETEICA,
    RETEIVA,
    SERVICE,
    WITHHOLDINGS,
    Payer,
)
from apps.franchise.domain.settlement.rates import IVA, UVT, TaxRate
from quenty.kernel.money import COP, Money

BOGOTA = "11001"
_FROM = date(2026, 1, 1)


def _row(
    tax: str,
    rate: str,
    concept: str = "",
    profile: str = "",
    from_uvt: int = 0,
    place: str = "",
    valid_to: date | None = None,
) -> TaxRate:
    return TaxRate(
        tax=tax,
        rate=Decimal(rate),
        valid_from=_FROM,
        valid_to=valid_to,
        concept=concept,
        profile=profile,
        place=place,
        from_uvt=from_uvt,
    )


STANDARD = (
    _row(UVT, "52374", valid_to=date(2027, 1, 1)),
    _row(IVA, "19", COMMISSION),
    _row(IVA, "19", SERVICE),
    _row(IVA, "0", FREIGHT),
    _row(RETEIVA, "15", COMMISSION),
    _row(RETEIVA, "15", SERVICE, from_uvt=2),
    _row(RETEFUENTE, "11", COMMISSION, "legal"),
    _row(RETEFUENTE, "10", COMMISSION, "natural"),
    _row(RETEFUENTE, "11", COMMISSION, "natural_high"),
    _row(RETEFUENTE, "4", SERVICE, "filer", from_uvt=2),
    _row(RETEFUENTE, "6", SERVICE, "non_filer", from_uvt=2),
    _row(RETEFUENTE, "1", FREIGHT, from_uvt=2),
    _row(RETEICA, "0.966", place=BOGOTA),
)

# Quenty's own profile: a withholding agent, of ICA where it has its seat.
PLATFORM = Payer(agent_for=frozenset(WITHHOLDINGS), ica_places=frozenset([BOGOTA]))
# What two different people approve.
FOUR_EYES_ABOVE = Money(5_000_000, COP)
