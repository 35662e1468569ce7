"""What a guide would have cost at another weight, by the sheet it was sold by."""

from collections.abc import Sequence
from decimal import Decimal

from apps.orders.domain.money.charges import Charged
from apps.orders.domain.pricing.kept_lines import from_kept
from apps.orders.domain.pricing.lines import Charge, price_lines, share_of
from apps.orders.domain.pricing.sheet import compile_sheet
from apps.orders.domain.pricing.shipment import Parcel
from apps.orders.domain.pricing.terms import Terms
from apps.orders.domain.pricing.weight import chargeable_g
from apps.orders.models import Guide, SheetCopy
from apps.orders.selectors.merchants import discounts_of
from quenty.contracts.franchise.api import RateSheet
from quenty.contracts.orders.money_errors import WeightError
from quenty.kernel.clock import BOGOTA
from quenty.platform.codec import from_plain


def weigh(guide: Guide, parcels: Sequence[Parcel]) -> tuple[int, list[Charged]]:
    """Grams to charge for these parcels and the lines of their price, everything else as it
    was quoted. Raises orders.weight.sheet_gone."""
    copy = SheetCopy.objects.filter(
        service_id=guide.service_id, side="selling", hash=guide.offer.sheet_hash
    ).first()
    if copy is None:
        raise WeightError.SHEET_GONE()
    content = from_plain(copy.content, RateSheet)
    sheet = compile_sheet(content)
    weight = chargeable_g(parcels, Terms.of(content.service))
    quoted_on = guide.offer.quote.created_at.astimezone(BOGOTA).date()
    discounts = discounts_of(guide.customer_id, quoted_on)
    usual = discounts.get(None, Decimal(0))
    sold = guide.offer.lines_of("selling")
    charge = Charge(
        zone=sheet.zones[guide.zone],
        weight_g=weight,
        declared=guide.declared_value.units,
        # As it was quoted: what the merchant lowered since keeps its fee.
        cod=guide.offer.quote.cod_amount.units,
        remote=any(line.kind == "remote_area" for line in sold),
        day=quoted_on,
        discount=share_of(discounts.get(guide.service_id, usual)),
    )
    return weight, [
        Charged(line.position, line.kind, line.amount, line.tax_code, line.taxes, line.rate)
        for line in from_kept(price_lines(sheet, charge))
    ]
