"""The lines of a guide's price, as it was sold."""

from apps.orders.domain.money.charges import Charged, but_kind
from apps.orders.domain.money.weights import CHARGED
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


def freight_lines(guide: Guide) -> list[Charged]:
    """The price as sold and what a measured weight added, but the COD fee."""
    lines = but_kind(charged(guide, "selling"), "cod_fee")
    for dispute in guide.weight_disputes.filter(status__in=[s.value for s in CHARGED]):
        lines += [
            Charged(0, li["kind"], Money.from_units(li["units"]), li["tax_code"])
            for li in dispute.lines
        ]
    return lines
