"""Orders in the back office."""

from apps.orders.admin.claims import ClaimAdmin
from apps.orders.admin.cod import CodAdmin, CodPaymentAdmin, GuideMoneyAdmin
from apps.orders.admin.confirmations import CheckoutAdmin, ConfirmationAdmin
from apps.orders.admin.copies import MerchantDiscountAdmin
from apps.orders.admin.disputes import WeightDisputeAdmin
from apps.orders.admin.freight import FreightRefundAdmin, FreightRuleAdmin
from apps.orders.admin.guides import GuideAdmin
from apps.orders.admin.imports import ImportBatchAdmin, ImportRowAdmin
from apps.orders.admin.incidents import (
    GuideCorrectionAdmin,
    GuideMendAdmin,
    IncidentAdmin,
)
from apps.orders.admin.operators import (
    OperatorAccountAdmin,
    OperatorCallAdmin,
    OperatorHealthAdmin,
    OperatorPickupAdmin,
    OperatorSerialsAdmin,
)
from apps.orders.admin.orders import OrderAdmin
from apps.orders.admin.payouts import PayoutAdmin, PayoutCalendarAdmin, RemittanceAdmin
from apps.orders.admin.policies import ShippingPolicyAdmin
from apps.orders.admin.quotes import QuoteAdmin

__all__ = [
    "CheckoutAdmin",
    "ClaimAdmin",
    "CodAdmin",
    "CodPaymentAdmin",
    "ConfirmationAdmin",
    "FreightRefundAdmin",
    "FreightRuleAdmin",
    "GuideAdmin",
    "GuideCorrectionAdmin",
    "GuideMendAdmin",
    "GuideMoneyAdmin",
    "ImportBatchAdmin",
    "ImportRowAdmin",
    "IncidentAdmin",
    "MerchantDiscountAdmin",
    "OperatorAccountAdmin",
    "OperatorCallAdmin",
    "OperatorHealthAdmin",
    "OperatorPickupAdmin",
    "OperatorSerialsAdmin",
    "OrderAdmin",
    "PayoutAdmin",
    "PayoutCalendarAdmin",
    "QuoteAdmin",
    "RemittanceAdmin",
    "ShippingPolicyAdmin",
    "WeightDisputeAdmin",
]
