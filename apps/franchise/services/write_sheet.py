"""The rows of a rate sheet, written in bulk."""

from apps.franchise.domain.sheets import SheetContent
from apps.franchise.models import (
    BracketRow,
    PairRow,
    RateSheet,
    SurchargeRow,
    TaxRow,
    ZoneRow,
)

BATCH = 2000


def write_rows(sheet: RateSheet, content: SheetContent) -> None:
    """Everything the content holds. The database refuses it for a sheet that is published."""
    ZoneRow.objects.bulk_create(
        ZoneRow(
            sheet=sheet,
            zone=terms.zone,
            rank=terms.rank,
            transit_days=terms.transit_days,
            extra_kg=terms.extra_kg,
        )
        for terms in content.zones
    )
    BracketRow.objects.bulk_create(
        (
            BracketRow(sheet=sheet, zone=row.zone, up_to_kg=row.up_to_kg, price=row.price)
            for row in content.brackets
        ),
        batch_size=BATCH,
    )
    PairRow.objects.bulk_create(
        (
            PairRow(sheet=sheet, origin=row.origin, destination=row.destination, zone=row.zone)
            for row in content.pairs
        ),
        batch_size=BATCH,
    )
    SurchargeRow.objects.bulk_create(
        SurchargeRow(
            sheet=sheet,
            kind=row.kind,
            percent=row.percent,
            fixed=row.fixed,
            minimum=row.minimum,
        )
        for row in content.surcharges
    )
    TaxRow.objects.bulk_create(
        TaxRow(
            sheet=sheet,
            line=row.line,
            code=row.code,
            rate=row.rate,
            over_kg=row.over_kg,
            up_to_kg=row.up_to_kg,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in content.taxes
    )
