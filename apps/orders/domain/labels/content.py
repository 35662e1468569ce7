"""What stands on a label: everything the law asks of a guide, and what a sorter reads."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from quenty.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who sends or receives. `city` and `department`: official names, as they are printed."""

    name: str
    company: str = ""
    address: str
    complement: str = ""
    city: str
    department: str
    dane_code: str
    phone: str
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """The operator that answers for the parcel. `registration`: its licence, as printed.
    `regime`: postal (express courier) or cargo."""

    name: str
    nit: str
    registration: str
    claims_channel: str
    regime: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceMeasure:
    """One parcel of the guide. `number` counts from 1 to the guide's pieces. kg and cm.
    `dropped`: it was never handed over, and needs no label."""

    number: int
    weight_kg: Decimal
    length_cm: Decimal
    width_cm: Decimal
    height_cm: Decimal
    dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideContent:
    """A guide as it is printed. Amounts in whole pesos; times aware.

    `chargeable_kg`: of the whole guide. `zone`: the sheet's zone of this pair.
    `cod`: for the goods, zero for none. `collect`: what the courier asks of the recipient in
    all, freight included where the recipient pays it. `tracking_url`: the public page.
    `operator_number`: the carrier's own, "" where it goes by ours; `operator_code`: the bar
    code that its scanners expect of it.
    """

    guide_id: UUID
    number: str
    tracking_url: str
    carrier: Carrier
    service: str
    mode: str
    zone: str
    sender: Party
    recipient: Party
    pieces: tuple[PieceMeasure, ...]
    chargeable_kg: Decimal
    declared_value: Money
    price: Money
    cod: Money
    collect: Money
    issued_at: datetime
    estimated_delivery: date | None
    reference: str
    contents: str
    notes: str
    livemode: bool
    operator_number: str = ""
    operator_code: str = "code128"

    @property
    def printed(self) -> tuple[PieceMeasure, ...]:
        """Those that have a label; each still bears its number among all."""
        return tuple(piece for piece in self.pieces if not piece.dropped)


def scan_text(content: GuideContent, piece: PieceMeasure) -> str:
    """What the QR holds: the tracking address, and the piece as its fragment when there
    are several. Whoever scans it opens the page; a scanner takes the number from its path.
    """
    if len(content.pieces) == 1:
        return content.tracking_url
    return f"{content.tracking_url}#{piece.number}"
