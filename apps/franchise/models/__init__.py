"""Rows of franchise."""

from apps.franchise.models.charges import Charge, PayerProfile
from apps.franchise.models.commissions import Commission, CommissionRule, TaxRate
from apps.franchise.models.coverage import Coverage
from apps.franchise.models.franchises import Franchise, Territory
from apps.franchise.models.guides import GuideCopy, MerchantCopy, MerchantDebt
from apps.franchise.models.invoices import DisputeStep, InvoiceLine, OperatorInvoice
from apps.franchise.models.network import Partner, Payee, Point, Referral
from apps.franchise.models.operators import Operator, OperatorHealth
from apps.franchise.models.rates import RateSheet
from apps.franchise.models.routes import RoutePriority
from apps.franchise.models.services import Service
from apps.franchise.models.settlements import Settlement
from apps.franchise.models.sheet_rows import (
    BracketRow,
    ExceptionRow,
    PairRow,
    SurchargeRow,
    TaxRow,
    ZoneRow,
)

__all__ = [
    "BracketRow",
    "Charge",
    "Commission",
    "CommissionRule",
    "Coverage",
    "DisputeStep",
    "ExceptionRow",
    "Franchise",
    "GuideCopy",
    "InvoiceLine",
    "MerchantCopy",
    "MerchantDebt",
    "Operator",
    "OperatorHealth",
    "OperatorInvoice",
    "PairRow",
    "Partner",
    "Payee",
    "PayerProfile",
    "Point",
    "RateSheet",
    "Referral",
    "RoutePriority",
    "Service",
    "Settlement",
    "SurchargeRow",
    "TaxRate",
    "TaxRow",
    "Territory",
    "ZoneRow",
]
