"""Rows of orders."""

from apps.orders.models.checkouts import Checkout
from apps.orders.models.claims import Claim
from apps.orders.models.cod import Cod, GuideMoney
from apps.orders.models.cod_payments import CodPayment
from apps.orders.models.confirmations import Confirmation
from apps.orders.models.courier_lines import CourierLine
from apps.orders.models.estimates import Estimate, EstimateRow
from apps.orders.models.evidence import Evidence
from apps.orders.models.freight import FreightRefund, FreightRule
from apps.orders.models.guides import Guide, GuideEvent, GuidePiece
from apps.orders.models.imports import (
    ImportBatch,
    ImportFile,
    ImportMapping,
    ImportRow,
    OperatorWords,
)
from apps.orders.models.incidents import GuideCorrection, GuideMend, Incident, IncidentAnswer
from apps.orders.models.late_proofs import LateProof
from apps.orders.models.merchants import MerchantCopy, MerchantDiscount, SenderOrigin
from apps.orders.models.operator_instructions import OperatorInstruction
from apps.orders.models.operator_papers import OperatorPaper
from apps.orders.models.operator_pickups import OperatorPickup
from apps.orders.models.operator_serials import OperatorSerials
from apps.orders.models.operators import OperatorAccount, OperatorCall, OperatorHealth
from apps.orders.models.orders import Order, OrderLine, OrderTransition, Piece
from apps.orders.models.payouts import Payout, PayoutCalendar, PayoutLine
from apps.orders.models.policies import ShippingPolicy
from apps.orders.models.quotes import Offer, Quote
from apps.orders.models.rates import (
    CoverageCopy,
    OperatorCopy,
    RateCatalogue,
    ServiceCopy,
    ServiceTerms,
    SheetCopy,
)
from apps.orders.models.remittances import Remittance, RemittanceLine
from apps.orders.models.weights import WeightDispute

__all__ = [
    "Checkout",
    "Claim",
    "Cod",
    "CodPayment",
    "Confirmation",
    "CourierLine",
    "CoverageCopy",
    "Estimate",
    "EstimateRow",
    "Evidence",
    "FreightRefund",
    "FreightRule",
    "Guide",
    "GuideCorrection",
    "GuideEvent",
    "GuideMend",
    "GuideMoney",
    "GuidePiece",
    "ImportBatch",
    "ImportFile",
    "ImportMapping",
    "ImportRow",
    "Incident",
    "IncidentAnswer",
    "LateProof",
    "MerchantCopy",
    "MerchantDiscount",
    "Offer",
    "OperatorAccount",
    "OperatorCall",
    "OperatorCopy",
    "OperatorHealth",
    "OperatorInstruction",
    "OperatorPaper",
    "OperatorPickup",
    "OperatorSerials",
    "OperatorWords",
    "Order",
    "OrderLine",
    "OrderTransition",
    "Payout",
    "PayoutCalendar",
    "PayoutLine",
    "Piece",
    "Quote",
    "RateCatalogue",
    "Remittance",
    "RemittanceLine",
    "SenderOrigin",
    "ServiceCopy",
    "ServiceTerms",
    "SheetCopy",
    "ShippingPolicy",
    "WeightDispute",
]
