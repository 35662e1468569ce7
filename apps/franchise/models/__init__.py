"""Rows of franchise."""

from apps.franchise.models.coverage import Coverage
from apps.franchise.models.operators import Operator
from apps.franchise.models.rates import RateSheet
from apps.franchise.models.services import Service
from apps.franchise.models.sheet_rows import (
    BracketRow,
    PairRow,
    SurchargeRow,
    TaxRow,
    ZoneRow,
)

__all__ = [
    "BracketRow",
    "Coverage",
    "Operator",
    "PairRow",
    "RateSheet",
    "Service",
    "SurchargeRow",
    "TaxRow",
    "ZoneRow",
]
