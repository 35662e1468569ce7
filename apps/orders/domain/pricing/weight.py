"""Chargeable weight: the greater of what the scale and the volume say, in steps, upwards."""

from collections.abc import Iterable

from apps.orders.domain.pricing.shipment import Parcel
from apps.orders.domain.pricing.terms import Terms


def chargeable_g(parcels: Iterable[Parcel], terms: Terms) -> int:
    """Grams to charge for all parcels together.

    By piece: each piece's max(actual, volume / divisor) goes up to the step and is at
    least the minimum; the pieces are added. By totals: the weights and the volumes are
    added first. Volume in mm3 over the divisor in cm3/kg is grams, exactly.
    """
    if terms.basis == "piece":
        return sum(_charged(p.weight_g, p.volume_mm3, terms) for p in parcels)
    pieces = tuple(parcels)
    return _charged(sum(p.weight_g for p in pieces), sum(p.volume_mm3 for p in pieces), terms)


def _charged(weight_g: int, volume_mm3: int, terms: Terms) -> int:
    by_scale = _up(weight_g, terms.step_g)
    by_volume = _up(volume_mm3, terms.divisor * terms.step_g)
    return max(max(by_scale, by_volume) * terms.step_g, terms.minimum_g)


def _up(value: int, unit: int) -> int:
    return -(-value // unit)
