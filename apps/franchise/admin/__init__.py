"""Franchise in the back office."""

from apps.franchise.admin.charges import ChargeAdmin
from apps.franchise.admin.coverage import CoverageAdmin
from apps.franchise.admin.earnings import (
    CommissionAdmin,
    ParcelAdmin,
    SettlementAdmin,
)
from apps.franchise.admin.invoices import InvoiceLineAdmin, OperatorInvoiceAdmin
from apps.franchise.admin.network import FranchiseAdmin, TerritoryAdmin
from apps.franchise.admin.operators import OperatorAdmin
from apps.franchise.admin.pairs import PairAdmin
from apps.franchise.admin.points import PartnerAdmin, PointAdmin, ReferralAdmin
from apps.franchise.admin.routes import RouteAdmin
from apps.franchise.admin.services import ServiceAdmin
from apps.franchise.admin.sheets import RateSheetAdmin
from apps.franchise.admin.terms import (
    CommissionRuleAdmin,
    PayeeAdmin,
    PayerProfileAdmin,
    TaxRateAdmin,
)

__all__ = [
    "ChargeAdmin",
    "CommissionAdmin",
    "CommissionRuleAdmin",
    "CoverageAdmin",
    "FranchiseAdmin",
    "InvoiceLineAdmin",
    "OperatorAdmin",
    "OperatorInvoiceAdmin",
    "PairAdmin",
    "ParcelAdmin",
    "PartnerAdmin",
    "PayeeAdmin",
    "PayerProfileAdmin",
    "PointAdmin",
    "RateSheetAdmin",
    "ReferralAdmin",
    "RouteAdmin",
    "ServiceAdmin",
    "SettlementAdmin",
    "TaxRateAdmin",
    "TerritoryAdmin",
]
