"""Exact money: a Decimal amount with its currency, and rates that multiply it.

Amounts are held to the currency's exponent and never as a float. Rounding is
named at the call: `Money * Rate` gives an `Unrounded`, which becomes Money only
through `.half_up(step)` or one of its kin.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Any

# 18 digits of smallest units fit a PostgreSQL bigint.
_MOST_UNITS = 10**18


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 currency.

    `exponent`: decimal places of the smallest unit that is stored.
    `step`: the smallest amount that is charged, paid or posted (whole pesos for COP), a power
    of ten.
    `unit`: the smallest amount that is stored; `most`: the first one too large for it.
    """

    code: str
    exponent: int
    step: Decimal
    unit: Decimal = field(init=False, repr=False, compare=False)
    most: Decimal = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        unit = Decimal(1).scaleb(-self.exponent)
        if self.step.as_tuple().digits != (1,):
            raise ValueError(f"the step of {self.code} is no power of ten")
        object.__setattr__(self, "unit", unit)
        object.__setattr__(self, "most", unit * _MOST_UNITS)

    def __str__(self) -> str:
        return self.code


COP = Currency("COP", 2, Decimal(1))
USD = Currency("USD", 2, Decimal("0.01"))
EUR = Currency("EUR", 2, Decimal("0.01"))
CURRENCIES = {currency.code: currency for currency in (COP, USD, EUR)}


def _exact(value: "Decimal | str | int") -> Decimal:
    if isinstance(value, float) or not isinstance(value, Decimal | str | int):
        raise TypeError(f"money takes Decimal, str or int, not {type(value).__name__}")
    try:
        number = value if type(value) is Decimal else Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"not a number: {value!r}") from error
    if not number.is_finite():
        raise ValueError(f"not a finite number: {value!r}")
    return number


@dataclass(frozen=True, slots=True)
class Rate:
    """A pure number that multiplies money: `Rate("0.19")` is 19%."""

    value: Decimal

    def __init__(self, value: "Decimal | str | int") -> None:
        object.__setattr__(self, "value", _exact(value))

    @classmethod
    def percent(cls, value: "Decimal | str | int") -> "Rate":
        return _percent(_exact(value))


@lru_cache(maxsize=1024)
def _percent(value: Decimal) -> Rate:
    return Rate(value / 100)


class Share:
    """A rate made ready for many amounts: `of(units)` is what `(Money * Rate).half_up()` gives,
    in whole numbers of smallest units throughout."""

    __slots__ = ("_half", "_over", "_step", "_times")

    def __init__(self, rate: Rate, currency: "Currency" = COP) -> None:
        times, over = rate.value.as_integer_ratio()
        self._step = int(currency.step.scaleb(currency.exponent))
        self._times, self._half, self._over = 2 * times, over * self._step, 2 * over * self._step

    def of(self, units: int) -> int:
        """To the nearest step, halves away from zero."""
        part = units * self._times
        if part < 0:
            return -((self._half - part) // self._over) * self._step
        return (part + self._half) // self._over * self._step


@dataclass(frozen=True, slots=True)
class Unrounded:
    """The exact product of money and a rate, waiting for its rounding to be named."""

    amount: Decimal
    currency: Currency

    def _to(self, rounding: str, step: Decimal | None) -> "Money":
        currency = self.currency
        if step is None:
            # A power of ten, to which quantizing rounds by itself.
            whole = self.amount.quantize(currency.step, rounding=rounding)
            return _summed(whole.quantize(currency.unit), currency)
        steps = (self.amount / step).quantize(Decimal(1), rounding=rounding)
        return Money(steps * step, currency)

    def half_up(self, step: Decimal | None = None) -> "Money":
        """To the nearest step (the currency's own unless given), halves away from zero."""
        return self._to(ROUND_HALF_UP, step)

    def up(self, step: Decimal | None = None) -> "Money":
        return self._to(ROUND_UP, step)

    def down(self, step: Decimal | None = None) -> "Money":
        return self._to(ROUND_DOWN, step)

    def __add__(self, other: "Unrounded") -> "Unrounded":
        if self.currency != other.currency:
            raise ValueError(f"cannot add {self.currency} and {other.currency}")
        return Unrounded(self.amount + other.amount, self.currency)


class Money:
    """An amount in one currency, no finer than the currency's exponent. Immutable.

    Raises TypeError for a float, ValueError for what is not finite, finer than
    the smallest unit, or too large to be stored (10^18 smallest units).
    """

    # Not a dataclass: a codec would write its insides instead of "12500.00 COP".
    __slots__ = ("amount", "currency")
    amount: Decimal
    currency: Currency

    def __init__(self, amount: "Decimal | str | int", currency: Currency) -> None:
        number = _exact(amount)
        if abs(number) >= currency.most:
            raise ValueError(f"too large an amount: {amount}")
        exact = number.quantize(currency.unit)
        if exact != number:
            raise ValueError(f"{amount} is finer than the smallest unit of {currency}")
        object.__setattr__(self, "amount", exact + Decimal(0))
        object.__setattr__(self, "currency", currency)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("money is immutable")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.amount == other.amount and self.currency == other.currency

    def __hash__(self) -> int:
        return hash((self.amount, self.currency.code))

    def __reduce__(self) -> tuple[Any, ...]:
        return (Money, (self.amount, self.currency))

    def __repr__(self) -> str:
        return f"Money('{self.amount}', {self.currency})"

    @classmethod
    def zero(cls, currency: Currency = COP) -> "Money":
        return _zero(currency)

    @classmethod
    def from_units(cls, units: int, currency: Currency = COP) -> "Money":
        """From the stored integer of smallest units: 1250000 is 12,500.00 COP."""
        if not isinstance(units, int):
            raise TypeError(f"units are an int, not {type(units).__name__}")
        return _summed(Decimal(units).scaleb(-currency.exponent), currency)

    @property
    def units(self) -> int:
        """The integer of smallest units, as stored."""
        return int(self.amount.scaleb(self.currency.exponent))

    def is_whole(self) -> bool:
        """Whether the amount is a multiple of what may be charged (whole pesos in COP)."""
        return self.amount % self.currency.step == 0

    def _same(self, other: "Money") -> None:
        if not isinstance(other, Money):
            raise TypeError(f"money and {type(other).__name__} do not mix")
        if self.currency is not other.currency and self.currency != other.currency:
            raise ValueError(f"cannot mix {self.currency} and {other.currency}")

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return _summed(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return _summed(self.amount - other.amount, self.currency)

    def __neg__(self) -> "Money":
        return _summed(0 - self.amount, self.currency)

    def __mul__(self, rate: Rate) -> Unrounded:
        if not isinstance(rate, Rate):
            raise TypeError("money is multiplied by a Rate")
        return Unrounded(self.amount * rate.value, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount <= other.amount

    def __gt__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount > other.amount

    def __ge__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount >= other.amount

    def __bool__(self) -> bool:
        return self.amount != 0

    def allocate(self, weights: "list[int]") -> "list[Money]":
        """Split by integer weights into multiples of the currency's step, losing nothing.

        Largest remainders get the odd steps, ties to the earlier share; an amount
        that is itself finer than the step leaves its fraction in the last share of
        non-zero weight. Raises ValueError for no, negative or all-zero weights.
        """
        total = sum(weights)
        if not weights or min(weights) < 0 or total == 0:
            raise ValueError("weights must be non-negative integers that are not all zero")
        sign = -1 if self.amount < 0 else 1
        whole, fraction = divmod(abs(self.amount), self.currency.step)
        steps = int(whole)
        shares = [steps * weight // total for weight in weights]
        rest = [steps * weight % total for weight in weights]
        by_rest = sorted(range(len(weights)), key=lambda i: (-rest[i], i))
        for i in by_rest[: steps - sum(shares)]:
            shares[i] += 1
        amounts = [share * self.currency.step for share in shares]
        last = max(i for i, weight in enumerate(weights) if weight)
        amounts[last] += fraction
        return [Money(sign * amount, self.currency) for amount in amounts]

    def __str__(self) -> str:
        return f"{self.amount:,} {self.currency}"


# What sets the slots of money that is being made; afterwards it is immutable.
_set_amount, _set_currency = (Money.__dict__[slot].__set__ for slot in Money.__slots__)


@cache
def _zero(currency: Currency) -> Money:
    return Money(0, currency)


def _summed(amount: Decimal, currency: Currency) -> Money:
    """Of amounts that were money: no finer than the smallest unit, so only size is checked."""
    if not -currency.most < amount < currency.most:
        raise ValueError(f"too large an amount: {amount}")
    money = object.__new__(Money)
    _set_amount(money, amount)
    _set_currency(money, currency)
    return money


def total(amounts: Iterable[Money], currency: Currency = COP) -> Money:
    """The sum of an iterable of Money, zero in `currency` for none."""
    zero = Money.zero(currency)
    amount = zero.amount
    for one in amounts:
        zero._same(one)
        amount += one.amount
    return _summed(amount, currency)
