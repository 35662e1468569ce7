"""Why a service can't carry a shipment: codes, with a sentence in two languages."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from quenty.kernel.money import Money

SENTENCES = {
    "origin_not_covered": (
        "It does not collect in {place}.",
        "No recoge en {place}.",
    ),
    "destination_not_covered": (
        "It does not deliver in {place}.",
        "No entrega en {place}.",
    ),
    "no_rate": (
        "It has no rate from {origin} to {destination}.",
        "No tiene tarifa de {origin} a {destination}.",
    ),
    "weight_exceeded": (
        "Piece {piece} weighs {weight_kg} kg; it takes up to {max_kg} kg.",
        "La pieza {piece} pesa {weight_kg} kg; recibe hasta {max_kg} kg.",
    ),
    "size_exceeded": (
        "Piece {piece} has a side of {side_cm} cm; it takes up to {max_cm} cm.",
        "La pieza {piece} tiene un lado de {side_cm} cm; recibe hasta {max_cm} cm.",
    ),
    "value_exceeded": (
        "The declared value is above its limit of {limit}.",
        "El valor declarado supera su límite de {limit}.",
    ),
    "cod_not_offered": (
        "It does not collect on delivery.",
        "No ofrece pago contra entrega.",
    ),
    "cod_not_covered": (
        "It does not collect on delivery in {place}.",
        "No ofrece pago contra entrega en {place}.",
    ),
    "policy": (
        "Policy {policy} (version {version}): {title}.",
        "Política {policy} (versión {version}): {title}.",
    ),
    "operator_away": (
        "The operator does not answer at this moment.",
        "El operador no responde en este momento.",
    ),
    "operator_refused": (
        "The operator does not take it: {detail}.",
        "El operador no lo recibe: {detail}.",
    ),
    "cod_limit_exceeded": (
        "What is to be collected is above its limit of {limit}.",
        "Lo que se debe recaudar supera su límite de {limit}.",
    ),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """`code`: one of SENTENCES. `params`: JSON values that its sentence names."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


def sentence(code: str, params: dict[str, Any], language: str) -> str:
    """The reason for a person, in `es` or `en` (the default for any other)."""
    english, spanish = SENTENCES[code]
    in_spanish = language.startswith("es")
    said = {name: _said(value, in_spanish=in_spanish) for name, value in params.items()}
    if not in_spanish:
        said |= {k.removesuffix("_en"): v for k, v in said.items() if k.endswith("_en")}
    return (spanish if in_spanish else english).format_map(said)


def money(amount: Money) -> dict[str, str]:
    """An amount as a parameter: as everywhere in answers."""
    return {"amount": f"{amount.amount:.2f}", "currency": amount.currency.code}


def _said(value: Any, *, in_spanish: bool) -> Any:
    """An amount as people write it: $ 3.000.000 or COP 3,000,000."""
    if not isinstance(value, dict):
        return value
    whole = f"{Decimal(value['amount']):,.0f}"
    return f"$ {whole.replace(',', '.')}" if in_spanish else f"{value['currency']} {whole}"
