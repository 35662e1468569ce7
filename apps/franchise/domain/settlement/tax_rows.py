"""Which tax rows there can be: one that no settlement ever asks for helps nobody."""

from collections.abc import Mapping

from apps.franchise.domain.settlement.profiles import (
    COMMISSION,
    CONCEPTS,
    FREIGHT,
    RETEFUENTE,
    RETEICA,
    RETEIVA,
    SERVICE,
)
from apps.franchise.domain.settlement.rates import IVA, UVT, TaxRate
from quenty.contracts.franchise.commission_errors import SettlementError

# The profiles of retefuente by concept, as compute() asks for them.
PROFILES: Mapping[str, tuple[str, ...]] = {
    COMMISSION: ("legal", "natural", "natural_high"),
    SERVICE: ("filer", "non_filer"),
    FREIGHT: ("",),
}
_HIGHEST_PERCENT = 100


def check_tax_row(row: TaxRate) -> None:
    """Raises franchise.settlement.rate_invalid, its field what does not fit the tax."""
    for field, fits in _fits(row).items():
        if not fits:
            raise SettlementError.RATE_INVALID(field=field, tax=row.tax)


def _fits(row: TaxRate) -> dict[str, bool]:
    by_concept = row.tax in (IVA, RETEIVA, RETEFUENTE)
    profiles = PROFILES.get(row.concept, ("",)) if row.tax == RETEFUENTE else ("",)
    return {
        "concept": row.concept in (CONCEPTS if by_concept else ("",)),
        "profile": row.profile in profiles,
        "place": bool(row.place) == (row.tax == RETEICA),
        "rate": row.rate > 0 if row.tax == UVT else row.rate <= _HIGHEST_PERCENT,
        "from_uvt": not (row.tax == UVT and row.from_uvt),
        "valid_to": row.valid_to is None or row.valid_to > row.valid_from,
    }
