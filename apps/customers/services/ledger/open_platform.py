"""Open the platform's own accounts ahead of their first use."""

from apps.customers.domain.accounts import AccountKey, Purpose, for_charge, platform
from apps.customers.services.ledger.accounts import find_accounts
from quenty.kernel.money import COP
from quenty.platform.db import unit_of_work

_CHARGES = ("freight", "surcharge", "insurance", "cod_fee", "margin", "discount")
_TAXES = ("iva19",)
_OTHERS = (
    Purpose.COD_CLEARING,
    Purpose.OPERATOR_PAYABLE,
    Purpose.COMMISSION_PAYABLE,
    Purpose.TAXES_WITHHELD,
    Purpose.LOAN_PRINCIPAL,
    Purpose.LOAN_INTEREST,
    Purpose.ROUNDING,
    Purpose.CLAIMS,
)


def open_platform_accounts() -> int:
    """Real and play ones. Again opens nothing new; any other opens when first posted to.
    Gives how many there are of these."""
    keys: list[AccountKey] = [
        platform(Purpose.BANK, "sandbox"),
        *(for_charge(kind, "") for kind in _CHARGES),
        *(for_charge("tax", code) for code in _TAXES),
        *(platform(purpose) for purpose in _OTHERS),
    ]
    with unit_of_work("customers"):
        return sum(
            len(find_accounts({(key, COP.code) for key in keys}, livemode=livemode))
            for livemode in (True, False)
        )
