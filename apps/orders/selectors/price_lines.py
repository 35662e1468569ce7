"""The lines of a guide's price, as it was sold."""

from apps.orders.domain.money.charges import Charged, but_kind
from apps.orders.models import Guide
from quenty.kernel.money import Money, total

# Lines of the offer that are no tariff: what insures or collects, and not what carries.
_NOT_TARIFF = ("cod_fee", "declared_value")


def charged(guide: Guide, side: str) -> list[Charged]:
    """The accepted offer's lines of a side (selling or return)."""
    return [
        Charged(line.position, line.kind, line.amount, line.tax_code, line.taxes, line.rate)
        for line in guide.offer.lines_of(side)
    ]


def tariff_of(guide: Guide) -> Money:
    """Carriage with its taxes."""
    lines = charged(guide, "selling")
    for kind in _NOT_TARIFF:
        lines = but_kind(lines, kind)
    return total(line.amount for line in lines)
