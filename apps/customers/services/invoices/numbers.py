"""Consecutive numbers without gaps, of the range in force."""

from datetime import date

from django.db.models import F

from apps.customers.domain.documents import read_document
from apps.customers.domain.electronic import Numbered, Party
from apps.customers.models import NumberRange
from quenty.contracts.customers.errors import InvoiceError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def take_number(kind: str, *, day: date) -> tuple[NumberRange, Numbered]:
    """The next number, kept until the caller's unit of work ends: one that fails leaves no
    gap. Raises customers.invoice.range_missing."""
    row = (
        NumberRange.objects.select_for_update()
        .filter(kind=kind, valid_from__lte=day, valid_to__gte=day, next__lte=F("last"))
        .order_by("valid_from", "prefix")
        .first()
    )
    if row is None:
        raise InvoiceError.RANGE_MISSING(kind=kind)
    taken, row.next = row.next, row.next + 1
    row.save()
    return row, Numbered(
        prefix=row.prefix,
        number=taken,
        resolution=row.resolution,
        first=row.first,
        last=row.last,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def issuer_of(row: NumberRange) -> Party:
    return Party(
        name=row.issuer_name,
        document_type="NIT",
        number=row.issuer_nit,
        check_digit=row.issuer_digit,
    )


def add_range(
    *,
    kind: str,
    prefix: str,
    first: int,
    last: int,
    valid_from: date,
    valid_to: date,
    resolution: str,
    issuer_name: str,
    issuer_nit: str,
    actor: Actor,
) -> NumberRange:
    """`issuer_nit`: with its check digit. Raises customers.nit_check_digit,
    customers.document_invalid, customers.invoice.range_invalid, .range_taken."""
    issuer = read_document("company", "NIT", issuer_nit)
    if first < 1 or last < first or valid_to < valid_from:
        raise InvoiceError.RANGE_INVALID()
    with unit_of_work("customers"):
        same = NumberRange.objects.select_for_update().filter(prefix=prefix)
        if any(row.first <= last and first <= row.last for row in same):
            raise InvoiceError.RANGE_TAKEN(field="prefix", prefix=prefix)
        row = NumberRange.objects.create(
            kind=kind,
            prefix=prefix,
            first=first,
            last=last,
            next=first,
            resolution=resolution,
            valid_from=valid_from,
            valid_to=valid_to,
            issuer_name=issuer_name,
            issuer_nit=issuer.number,
            issuer_digit=issuer.check_digit,
        )
        record("customers", action="invoice.range", subject=row.id, actor=actor)
    return row
