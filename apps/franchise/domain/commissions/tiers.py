"""Bands of a month's volume. Half-open: a band holds `from_` and ends before the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from quenty.contracts.franchise.commission_errors import CommissionError

AMOUNT, GUIDES = MEASURES = ("amount", "guides")
MARGINAL, WHOLE = METHODS = ("marginal", "whole")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """`from_`: pesos of the month's basis, or guides. `percent`: 3.5 is 3.5%."""

    from_: Decimal
    percent: Decimal


def check_bands(bands: Sequence[Band]) -> None:
    """Bands start at zero, rise, and promise nothing negative. Raises
    franchise.commission.bands_invalid."""
    starts = [band.from_ for band in bands]
    if not bands or starts[0] != 0 or any(a >= b for a, b in pairwise(starts)):
        raise CommissionError.BANDS_INVALID(field="bands")
    if any(band.percent < 0 for band in bands):
        raise CommissionError.BANDS_INVALID(field="bands")


def percent_at(bands: Sequence[Band], at: Decimal) -> Decimal:
    """The percent of the band that holds `at`; the lowest band holds what is below zero."""
    return next((b.percent for b in reversed(bands) if b.from_ <= at), bands[0].percent)


def marginal(bands: Sequence[Band], amount: Decimal) -> Decimal:
    """Each slice of `amount` at its own band's percent, unrounded.

    3% to 10 M, 4% to 50 M, 5% above, on 60 M: 300,000 + 1,600,000 + 500,000. A negative
    amount gives back at the first band's percent.
    """
    if amount <= 0:
        return amount * bands[0].percent / 100
    ends = [band.from_ for band in bands[1:]] + [amount]
    return sum(
        (max(min(amount, end) - band.from_, Decimal(0)) * band.percent / 100)
        for band, end in zip(bands, ends, strict=True)
    ) or Decimal(0)


def whole(bands: Sequence[Band], amount: Decimal) -> Decimal:
    """All of `amount` at the percent of the band it reaches, unrounded."""
    return amount * percent_at(bands, amount) / 100
