"""Parcels that collect money, as rows with random prices, and their merchants with wallets."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from apps.customers.models import KycCase, Merchant
from apps.customers.services.ledger.accounts import open_wallet
from apps.customers.tests.money import fund
from apps.orders.domain.numbers import guide_number
from apps.orders.domain.pricing.kept_lines import PriceLine, to_kept
from apps.orders.domain.states import OrderEvent
from apps.orders.models import Confirmation, Guide, GuidePiece, Offer, Order, Quote
from apps.orders.models import Piece as OrderPiece
from apps.orders.services.order_moves import move_order
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import RevenueLine
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money, Rate, total
from quenty.platform.db import unit_of_work
from quenty.platform.registry import registry

ISSUED = datetime(2026, 3, 5, 19, 20, tzinfo=UTC)
INCOME = {"base": "freight", "fuel": "surcharge", "cod_fee": "cod_fee", "margin": "margin"}


def cop(amount: int) -> Money:
    return Money(amount, COP)


def merchant(number: int) -> Merchant:
    """Active and verified, with twenty million pesos."""
    row = Merchant.objects.create(
        kind="person",
        document_type="CC",
        document_number=str(1_000_000_000 + number),
        legal_name=f"Tienda {number}",
        display_name=f"Tienda {number}",
        contact_name="Ana",
        email=f"tienda{number}@example.com",
        phone="+573001234567",
        status="active",
        user_id=new_id(),
        registered_at=clock.now(),
    )
    open_wallet(customer_id=row.id, livemode=True)
    until = clock.now() + timedelta(days=300)
    KycCase.objects.create(merchant=row, level="basic", status="approved", approved_until=until)
    fund(row, 20_000_000)
    return row


def price(chance: random.Random, cod: int) -> tuple[dict[str, list[PriceLine]], Money]:
    """Lines by side, each taxed or not, and the selling side's total."""
    base, fuel = chance.randint(5_000, 40_000), chance.randint(0, 4_000)
    amounts = {"base": base, "fuel": fuel, "margin": chance.randint(0, 2_500)}
    if cod:
        amounts["cod_fee"] = max(3_000, cod // 50)
    taxed = {"margin", "cod_fee"} | ({"base", "fuel"} if chance.random() < 0.7 else set())
    selling = _lines(amounts, taxed)
    back = _lines({"return_freight": base * 8 // 10}, taxed & {"base"})
    return {"selling": selling, "return": back}, total(line.amount for line in selling)


def _lines(amounts: dict[str, int], taxed: set[str]) -> list[PriceLine]:
    lines = [
        PriceLine(position=i, kind=kind, amount=cop(amount), tax_code="IVA19")
        for i, (kind, amount) in enumerate(amounts.items(), 1)
    ]
    for line in list(lines):
        if line.kind in taxed or (line.kind == "return_freight" and taxed):
            tax = (line.amount * Rate("0.19")).half_up()
            lines.append(
                PriceLine(
                    position=len(lines) + 1,
                    kind="tax",
                    amount=tax,
                    tax_code="IVA19",
                    taxes=line.position,
                )
            )
    return lines


def parcel(chance: random.Random, owner: Merchant, serial: int, operator: Any) -> Guide:
    """Issued and paid for; its order's money follows in the background. One of ten collects
    nothing; of the others one of four has its freight paid by the recipient."""
    cod = 0 if chance.random() < 0.1 else chance.randint(10_000, 800_000)
    recipient = bool(cod) and chance.random() < 0.25
    lines, whole = price(chance, cod)
    with unit_of_work("orders"):
        order = _order(owner, cod, recipient, serial)
        offer = _offer(order, lines, whole, operator)
        confirmation = Confirmation.objects.create(
            order=order,
            attempt=1,
            offer=offer,
            status="charged",
            charge=Money.zero() if recipient else whole,
            actor="system:tests",
        )
        guide = _guide(order, offer, confirmation, serial, recipient)
        move_order(order, OrderEvent.ISSUE, actor=SYSTEM)
    if not recipient:
        _pay(owner, guide, lines["selling"], whole)
    return guide


def _order(owner: Merchant, cod: int, recipient: bool, serial: int) -> Order:
    order = Order.objects.create(
        customer_id=owner.id,
        reference=f"#{serial}",
        contents="Café",
        declared_value=cop(100_000),
        cod_amount=cop(cod),
        payer="recipient" if recipient else "sender",
        created_by="system:tests",
        origin_name="Tienda",
        origin_phone="+576015551234",
        origin_address="Carrera 13 # 85-32",
        origin_dane="11001",
        recipient_name="María",
        recipient_phone="+573001234567",
        recipient_address="Calle 45 # 23-10",
        recipient_dane="05001",
        status="confirmed",
    )
    OrderPiece.objects.create(
        order=order, number=1, weight_g=900, length_mm=300, width_mm=200, height_mm=100
    )
    return order


def _offer(order: Order, lines: dict[str, list[PriceLine]], whole: Money, operator: Any) -> Offer:
    quote = Quote.objects.create(
        customer_id=order.customer_id,
        order=order,
        origin_dane="11001",
        destination_dane="05001",
        pieces=[],
        declared_value=order.declared_value,
        cod_amount=order.cod_amount,
        payer=order.payer,
        expires_at=ISSUED + timedelta(days=1),
        catalogue=new_id(),
        created_by="system:tests",
    )
    return Offer.objects.create(
        quote=quote,
        operator_id=operator,
        operator_code="AND",
        operator_name="Andina",
        service_id=new_id(),
        service_code="NAC",
        service_name="Nacional",
        service={},
        available=True,
        total=whole,
        lines={side: to_kept(of_side) for side, of_side in lines.items()},
    )


def _guide(
    order: Order, offer: Offer, confirmation: Confirmation, serial: int, recipient: bool
) -> Guide:
    guide = Guide.objects.create(
        order=order,
        confirmation=confirmation,
        offer=offer,
        number=guide_number(serial, livemode=True),
        customer_id=order.customer_id,
        operator_id=offer.operator_id,
        operator_name=offer.operator_name,
        service_id=offer.service_id,
        service_name=offer.service_name,
        service={},
        piece_count=1,
        origin_dane="11001",
        destination_dane="05001",
        chargeable_g=1_000,
        zone="national",
        declared_value=order.declared_value,
        cod_amount=order.cod_amount,
        collect=order.cod_amount + (offer.total if recipient else Money.zero()),
        price=offer.total,
        issued_at=ISSUED,
        estimated_delivery=date(2026, 3, 9),
    )
    GuidePiece.objects.create(guide=guide, piece=order.pieces.get(), number=1)
    return guide


def _pay(owner: Merchant, guide: Guide, lines: list[PriceLine], whole: Money) -> None:
    customers = registry.get(CustomersApi)
    hold = customers.place_hold(
        idempotency_key=f"hold.{guide.id}",
        customer_id=owner.id,
        amount=whole,
        purpose="guide",
        reference_id=guide.id,
    )
    customers.capture_hold(
        idempotency_key=f"take.{guide.id}",
        hold_id=hold.hold_id,
        lines=tuple(
            RevenueLine(
                kind=INCOME.get(line.kind, line.kind), amount=line.amount, tax_code=line.tax_code
            )
            for line in lines
            if line.amount
        ),
        description=guide.number,
    )
