"""What is taken or given back of a merchant when its parcel ends, line by line.

Figures come from the accepted offer's lines. Moves are signed, a credit being positive, and
sum to zero; a statement's lines are the merchant's side of them by kind, and sum to it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from quenty.contracts.customers.shapes import GuideMove
from quenty.kernel.money import Money, total


class Line(StrEnum):
    """The columns of a statement by guide. `LIENS` and `PAID`: how what it comes to was settled."""

    COLLECTED = "collected"
    FREIGHT = "freight"
    FEE = "fee"
    IVA = "iva"
    RETURN_FREIGHT = "return_freight"
    WALLET = "wallet"
    ADJUSTMENT = "adjustment"
    CLAIM = "claim"
    LIENS = "liens"
    PAID = "paid"


# Income accounts by the kind of a price's line; what is not named keeps its own.
INCOME = {
    "base": "freight",
    "extra_kg": "freight",
    "fuel": "surcharge",
    "remote_area": "surcharge",
    "handling": "surcharge",
    "declared_value": "insurance",
}


@dataclass(frozen=True, slots=True)
class Charged:
    """A line of a price, as it was sold. `taxes`: the position that a tax is of."""

    position: int
    kind: str
    amount: Money
    tax_code: str
    taxes: int | None = None
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What one thing does: `moves` for the ledger, `lines` for the merchant's statement."""

    moves: tuple[GuideMove, ...]
    lines: tuple[tuple[Line, Money], ...]

    def __add__(self, other: "Entry") -> "Entry":
        return Entry(self.moves + other.moves, self.lines + other.lines)

    @property
    def merchant(self) -> Money:
        return total(move.amount for move in self.moves if move.account == "merchant")


NOTHING = Entry((), ())


def charge(lines: Iterable[Charged], *, as_line: Line | None = None) -> Entry:
    """The merchant owes these lines; given back when their amounts are negative.

    `as_line`: the one column that all but taxes go to.
    """
    entry = NOTHING
    for line in lines:
        if line.amount:
            column = _column(line.kind)
            if as_line and column is not Line.IVA:
                column = as_line
            entry = entry + Entry(
                (
                    GuideMove(account="merchant", amount=-line.amount),
                    _income(line),
                ),
                ((column, -line.amount),),
            )
    return entry


def give_back(lines: Iterable[Charged]) -> Entry:
    return charge(
        Charged(li.position, li.kind, -li.amount, li.tax_code, li.taxes, li.rate) for li in lines
    )


def mirror(entry: Entry) -> Entry:
    """The same taken back."""
    moves = tuple(GuideMove(account=m.account, amount=-m.amount, detail=m.detail)
                  for m in entry.moves)  # fmt: skip
    return Entry(moves, tuple((line, -amount) for line, amount in entry.lines))


def collect(amount: Money, *, account: str, detail: str, operator: str) -> Entry:
    """`amount` is no longer expected but with a collector (or in the bank), for the merchant."""
    if not amount:
        return NOTHING
    return expect(-amount, operator=operator) + Entry(
        (
            GuideMove(account=account, amount=-amount, detail=detail),
            GuideMove(account="merchant", amount=amount),
        ),
        ((Line.COLLECTED, amount),),
    )


def owe_payer(amount: Money, *, method: str, payment: str) -> Entry:
    """`amount` is in the bank and a recipient's, who paid it beside what was due; negative when
    it is given back."""
    return Entry(
        (
            GuideMove(account="bank", amount=-amount, detail=method),
            GuideMove(account="collector", amount=amount, detail=payment),
        ),
        (),
    )


def expect(amount: Money, *, operator: str) -> Entry:
    """A memorandum of what an operator is to collect; negative takes it off."""
    if not amount:
        return NOTHING
    return Entry(
        (
            GuideMove(account="expected", amount=amount),
            GuideMove(account="expected_of", amount=-amount, detail=operator),
        ),
        (),
    )


def settle_debt(*, by_wallet: Money, claimed: Money) -> Entry:
    """What a merchant owed of its parcel was paid by its wallet, or is claimed of its payouts."""
    return Entry(
        (
            GuideMove(account="merchant", amount=by_wallet + claimed),
            GuideMove(account="wallet", amount=-by_wallet),
            GuideMove(account="liens", amount=-claimed),
        ),
        ((Line.PAID, by_wallet), (Line.LIENS, claimed)),
    )


def of_kind(lines: Iterable[Charged], kind: str) -> list[Charged]:
    """The lines of a kind with the taxes on them."""
    return _with_taxes(list(lines), lambda line: line.kind == kind)


def but_kind(lines: Iterable[Charged], kind: str) -> list[Charged]:
    lines = list(lines)
    left_out = {line.position for line in of_kind(lines, kind)}
    return [line for line in lines if line.position not in left_out]


def _with_taxes(lines: list[Charged], wanted: Callable[[Charged], bool]) -> list[Charged]:
    found = {line.position for line in lines if wanted(line)}
    return [line for line in lines if line.position in found or line.taxes in found]


def _column(kind: str) -> Line:
    return {
        "cod_fee": Line.FEE,
        "tax": Line.IVA,
        "return_freight": Line.RETURN_FREIGHT,
    }.get(kind, Line.FREIGHT)


def _income(line: Charged) -> GuideMove:
    if line.kind == "tax":
        return GuideMove(account="tax", amount=line.amount, detail=line.tax_code)
    detail = INCOME.get(line.kind, line.kind)
    return GuideMove(account="income", amount=line.amount, detail=detail)
