"""Numbers, amounts and telephones as spreadsheets and buyers write them."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import phonenumbers

from quenty.kernel.money import COP, Money

# A mobile number has ten digits: fewer significant ones in a float are a rounded number.
_NATIONAL_DIGITS = 10
_FLOAT = re.compile(r"^\d(?:[.,]\d+)?[eE]\+?\d{1,2}$|^\d{10,13}[.,]0+$")
_NUMBER = re.compile(r"^[-+]?[\d.,\s]*\d[\d.,\s]*$")
_BETWEEN_PHONES = re.compile(r"\s*(?:[/;|]|\bo\b|\by\b)\s*", re.IGNORECASE)


def measure(text: str) -> Decimal | None:
    """A weight, a length or a count, as `number` but that one mark alone is the decimal's: a
    kilogram is written with its grams ("1.250", "2,500"), and no parcel weighs thousands."""
    return number(text, thousands=False)


def number(text: str, *, thousands: bool = True) -> Decimal | None:
    """A number with either decimal mark and with or without thousands marks; None if none.

    One mark followed by three digits parts `thousands` ("125.000", "1,250"), by any other
    count of digits decimals ("0,5", "125000.00"); of two kinds the last is the decimal's.
    """
    bare = re.sub(r"(?i)\bcop\b|\$|\s|kgs?\b|cms?\b", "", text).strip()
    if not _NUMBER.match(bare) or len(bare) > 24:
        return None
    sign = -1 if bare.startswith("-") else 1
    bare = bare.lstrip("+-")
    marks = [c for c in bare if c in ".,"]
    whole, fraction = bare, ""
    if marks:
        last = marks[-1]
        head, _, tail = bare.rpartition(last)
        parted = len(set(marks)) == 1 and (len(marks) > 1 or (thousands and len(tail) == 3))
        # "0.500" is half a peso, never five hundred.
        if not parted or head == "0":
            whole, fraction = head, tail
    groups = re.split(r"[.,]", whole)
    if len(groups) > 1 and any(len(group) != 3 for group in groups[1:]):
        return None
    try:
        return sign * Decimal(f"{''.join(groups) or '0'}.{fraction or '0'}")
    except InvalidOperation:
        return None


def pesos(text: str) -> Money | None:
    """An amount in whole pesos, half up; None if it is none or can't be stored."""
    value = number(text)
    if value is None:
        return None
    try:
        return Money(value.quantize(Decimal(1), rounding=ROUND_HALF_UP), COP)
    except (InvalidOperation, ValueError):
        return None


def was_rounded(text: str) -> bool:
    """Whether a spreadsheet wrote a telephone as a float and lost digits of it."""
    if not _FLOAT.match(text.strip()) or "e" not in text.lower():
        return False
    mantissa = re.split("[eE]", text)[0]
    return len(re.sub(r"\D", "", mantissa)) < _NATIONAL_DIGITS


def phone(text: str) -> str | None:
    """The first valid number in a text, in E.164, Colombian unless it says otherwise."""
    found = _parsed(text)
    if found is None:
        return None
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def has_extension(text: str) -> bool:
    """Whether the number that `phone` finds has an extension, which E.164 can't hold."""
    found = _parsed(text)
    return bool(found and found.extension)


def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    text = text.strip()
    if _FLOAT.match(text):
        text = f"{Decimal(text.replace(',', '.')):.0f}"
    for part in _BETWEEN_PHONES.split(text):
        try:
            parsed = phonenumbers.parse(part, "CO")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            return parsed
    return None
