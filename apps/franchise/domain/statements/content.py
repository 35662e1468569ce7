"""What a statement and a certificate say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from quenty.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One commission of a settlement."""

    day: date
    guide: str
    kind: str
    rule: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """`percent` of `base` for a concept: what was reckoned, without the sign of a sum."""

    tax: str
    concept: str
    base: Money
    percent: Decimal
    amount: Money

    def words(self) -> list[str]:
        """By column: what, of what, base, rate, amount."""
        rate = f"{self.percent.normalize():f} %".replace(".", ",")
        what, of = TAX_WORDS[self.tax], CONCEPT_WORDS[self.concept]
        return [what, of, pesos(self.base), rate, pesos(self.amount)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`sums`: words and amounts from gross to net, in order. `taxes`: how each came to be.
    `deductions`: what kind, of which document, how much."""

    number: str
    payee: str
    period: date
    status: str
    lines: Sequence[Line]
    sums: Sequence[tuple[str, Money]]
    taxes: Sequence[Tax] = ()
    deductions: Sequence[tuple[str, str, Money]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who withheld, as art. 381 ET wants it named. `place`: the municipality where what was
    withheld is paid to the State."""

    name: str
    nit: str
    address: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """`document`: the payee's, with its kind. `taxes`: the year's, by concept and rate."""

    agent: Agent
    payee: str
    document: str
    year: int
    issued_on: date
    sums: Sequence[tuple[str, Money]]
    taxes: Sequence[Tax]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """What a payee owes, as a document."""

    number: str
    payee: str
    concept: str
    status: str
    issued_on: date
    due_on: date
    sums: Sequence[tuple[str, Money]]


def pesos(money: Money) -> str:
    """`$ 1.041.840`, with a minus before where it is negative."""
    text = f"{abs(money.amount):,.0f}".replace(",", ".")
    return f"-$ {text}" if money < Money.zero() else f"$ {text}"


TAX_WORDS = {
    "iva": "IVA",
    "retefuente": "Retefuente",
    "reteiva": "ReteIVA",
    "reteica": "ReteICA",
}
CONCEPT_WORDS = {"commission": "Comisiones", "service": "Servicios", "freight": "Transporte"}
DEDUCTION_WORDS = {"fee": "Canon", "claim": "Reclamación", "loan": "Préstamo"}
KIND_WORDS = {"earned": "Comisión", "reversal": "Reverso", "adjustment": "Ajuste"}
