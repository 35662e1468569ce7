"""Rows of franchise."""

from apps.franchise.models.coverage import Coverage
from apps.franchise.models.franchises import Franchise, Territory
from apps.franchise.models.network import Partner, Payee, Point, Referral
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
    "Franchise",
    "Operator",
    "PairRow",
    "Partner",
    "Payee",
    "Point",
    "RateSheet",
    "Referral",
    "Service",
    "SurchargeRow",
    "TaxRow",
    "Territory",
    "ZoneRow",
]
