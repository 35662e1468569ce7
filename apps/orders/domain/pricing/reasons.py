"""Why a service can't carry a shipment: codes, with a sentence in two languages."""

from dataclasses import dataclass, field
from typing import Any

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
    return (spanish if language.startswith("es") else english).format_map(params)
