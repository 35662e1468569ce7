"""One search over guides and orders: by number, order, phone, NIT or name."""

import re
from typing import Any
from unicodedata import normalize
from uuid import UUID

from django.db.models import CharField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Contains, Exact, StartsWith
from stdnum.co import nit

from apps.orders.models import Guide, MerchantCopy
from apps.orders.selectors.guides import visible
from apps.orders.selectors.merchants import document_index
from quenty.platform.auth import Principal

# The last figures of a number or a phone that are worth looking for.
_FEWEST_FIGURES = 4
_NIT_WITH_CHECK = 10
# What names in Spanish, and those of its neighbours, bear.
_ACCENTED = "áàâäãåéèêëíìîïóòôöõúùûüñçý"
_PLAIN = "aaaaaaeeeeiiiiooooouuuuncy"
_UUID = re.compile(r"[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}")
# What a document is called, before its number.
_KIND = re.compile(r"(?:NIT|CC|CE|PPT|PP)(?=\d)", re.IGNORECASE)


def search(principal: Principal, q: str) -> "QuerySet[Guide]":
    """Guides by number (ours or the operator's), order, phone, NIT or name, newest first."""
    rows = visible(principal)
    return rows.filter(wanted(q)) if q.strip() else rows


def wanted(q: str, *, guide: str = "", order: str = "order__") -> Q:
    """What `q` finds of a row that has a `customer_id`. `guide`, `order`: how the row names its
    guide and its order in a look-up; "" for itself."""
    text = q.strip()
    found = (
        Q(**{f"{guide}number__iexact": re.sub(r"[\s\-.]", "", text)})
        | Q(**{f"{guide}operator_number__iexact": text})
        | Q(**{f"{order}reference__iexact": text})
        | _named(text, f"{order}recipient_name")
        | _named(text, f"{order}origin_name")
        | Q(customer_id__in=_merchants(text))
    )
    digits = re.sub(r"\D", "", text)
    if len(digits) >= _FEWEST_FIGURES:
        found |= _by_figures(digits, guide, order)
    if _UUID.fullmatch(text):
        found |= Q(pk=UUID(text)) | Q(customer_id=UUID(text))
        found |= Q(**{f"{order}pk": UUID(text)}) | Q(**{f"{guide}pk": UUID(text)})
    return found


def _by_figures(digits: str, guide: str, order: str) -> Q:
    """A NIT is found with and without its check digit, however it was written."""
    found = Q(**{f"{guide}number__endswith": digits})
    found |= Q(**{f"{order}recipient_phone__endswith": digits})
    for name in ("recipient_document", "origin_document"):
        document = Func(
            F(f"{order}{name}"), Value(r"\D"), Value(""), Value("g"),
            function="regexp_replace", output_field=CharField(),
        )  # fmt: skip
        found |= Q(StartsWith(document, digits))
        if len(digits) == _NIT_WITH_CHECK:
            found |= Q(Exact(document, digits[:-1]))
    return found


def _named(text: str, field: str) -> Q:
    """Every word of it, in whatever order, with or without its accents."""
    folded = Func(
        Lower(F(field)), Value(_ACCENTED), Value(_PLAIN),
        function="translate", output_field=CharField(),
    )  # fmt: skip
    found = Q()
    for word in _fold(text).split():
        found &= Q(Contains(folded, word))
    return found


def _fold(text: str) -> str:
    return normalize("NFC", text).lower().translate(str.maketrans(_ACCENTED, _PLAIN))


def _merchants(text: str) -> Any:
    found = _named(text, "display_name")
    if indexes := [document_index(one) for one in _documents(text)]:
        found |= Q(document_index__in=indexes)
    return MerchantCopy.objects.filter(found).values("customer_id")


def _documents(text: str) -> list[str]:
    """What may be a document's number: as it is typed, without the kind that it is called by
    ("NIT 900.123.456-8"), and a NIT without its check digit."""
    plain = re.sub(r"[\s\-.:]", "", text)
    if not any(c.isdigit() for c in plain):
        return []
    number = _KIND.sub("", plain)
    found = [plain, number] if number != plain else [plain]
    return [*found, number[:-1]] if nit.is_valid(number) else found
