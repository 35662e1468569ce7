"""Who the demo's operators are. Nobody of these names exists; the NITs are out of range."""

from decimal import Decimal
from typing import Any

from quenty.kernel.money import COP, Money


def _pesos(amount: int) -> Money:
    return Money(amount, COP)


OPERATORS: tuple[dict[str, Any], ...] = (
    {
        "operator": {
            "code": "condor",
            "legal_name": "Cóndor Mensajería Expresa S.A.S.",
            "trade_name": "Cóndor Express",
            "nit": "999000101-0",
            "registration": "Registro de operadores postales RPOSTAL-0101 (demostración)",
            "claims_channel": "https://condor.example/pqr · 601 745 0101",
            "address": "Avenida El Dorado 90-15",
            "dane_code": "11001",
            "contact_name": "Marcela Rincón",
            "contact_email": "operaciones@condor.example",
            "contact_phone": "+576017450101",
        },
        "services": (
            {
                "code": "mensajeria",
                "name": "Cóndor Mensajería Expresa",
                "mode": "express",
                "regime": "postal",
                "divisor": 5000,
                "weight_step_kg": Decimal("0.5"),
                "minimum_weight_kg": Decimal("0.5"),
                "weight_basis": "piece",
                "max_piece_weight_kg": Decimal(5),
                "max_side_cm": 80,
                "max_declared_value": _pesos(3_000_000),
                "cod_allowed": True,
                "max_cod": _pesos(2_000_000),
                "cutoff": "17:00",
                "priority": 10,
            },
            {
                "code": "aereo",
                "name": "Cóndor Aéreo",
                "mode": "air",
                "regime": "cargo",
                "divisor": 6000,
                "weight_step_kg": Decimal(1),
                "minimum_weight_kg": Decimal(1),
                "weight_basis": "piece",
                "max_piece_weight_kg": Decimal(30),
                "max_side_cm": 120,
                "max_declared_value": _pesos(8_000_000),
                "cod_allowed": True,
                "max_cod": _pesos(3_000_000),
                "cutoff": "15:00",
                "priority": 20,
            },
        ),
    },
    {
        "operator": {
            "code": "ruta-andina",
            "legal_name": "Ruta Andina Transporte de Carga S.A.",
            "trade_name": "Ruta Andina Carga",
            "nit": "999000102-8",
            "registration": "Habilitación de transporte de carga 0102 (demostración)",
            "claims_channel": "reclamos@rutaandina.example · 604 444 0102",
            "address": "Autopista Sur, kilómetro 7, bodega 12",
            "dane_code": "05360",
            "contact_name": "Julián Cardona",
            "contact_email": "trafico@rutaandina.example",
            "contact_phone": "+576044440102",
        },
        "services": (
            {
                "code": "mercancia",
                "name": "Ruta Andina Mercancía Terrestre",
                "mode": "ground",
                "regime": "cargo",
                "divisor": 2500,
                "weight_step_kg": Decimal(1),
                "minimum_weight_kg": Decimal(1),
                "weight_basis": "total",
                "max_piece_weight_kg": Decimal(80),
                "max_side_cm": 200,
                "max_declared_value": _pesos(20_000_000),
                "cod_allowed": True,
                "max_cod": _pesos(5_000_000),
                "cutoff": "18:00",
                "priority": 30,
            },
        ),
    },
    {
        "operator": {
            "code": "vereda",
            "legal_name": "Vereda Envíos Cooperativa Multiactiva",
            "trade_name": "Vereda Envíos",
            "nit": "999000103-5",
            "registration": "Habilitación de transporte de carga 0103 (demostración)",
            "claims_channel": "https://vereda.example/reclamos · 605 385 0103",
            "address": "Calle 30 13-65",
            "dane_code": "08001",
            "contact_name": "Yuliana Pacheco",
            "contact_email": "servicio@vereda.example",
            "contact_phone": "+576053850103",
        },
        "services": (
            {
                "code": "economico",
                "name": "Vereda Económico",
                "mode": "ground",
                "regime": "cargo",
                "divisor": 2500,
                "weight_step_kg": Decimal(1),
                "minimum_weight_kg": Decimal(1),
                "weight_basis": "piece",
                "max_piece_weight_kg": Decimal(25),
                "max_side_cm": 150,
                "max_declared_value": _pesos(4_000_000),
                "cod_allowed": True,
                "max_cod": _pesos(1_500_000),
                "cutoff": "16:30",
                "priority": 40,
            },
        ),
    },
)
