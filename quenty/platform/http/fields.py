"""Fields of our own words: money, places, phones, text."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

import phonenumbers
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from quenty.kernel import dane
from quenty.kernel.money import COP, CURRENCIES, Currency
from quenty.kernel.money import Money as KernelMoney
from quenty.platform.http.words import bilingual

_MONEY_SCHEMA = {
    "type": "object",
    "properties": {
        "amount": {"type": "string", "pattern": r"^-?[0-9]{1,16}\.[0-9]{2}$"},
        "currency": {"type": "string", "enum": sorted(CURRENCIES)},
    },
    "required": ["amount", "currency"],
    "example": {"amount": "12500.00", "currency": "COP"},
}
_AMOUNT = re.compile(r"[0-9]{1,16}(\.[0-9]{1,2})?\Z", re.ASCII)


@extend_schema_field(_MONEY_SCHEMA)
class Money(serializers.Field):
    """Kernel Money. Out: {"amount": "12500.00", "currency": "COP"}. In: see `Amount`."""

    def to_representation(self, value: KernelMoney) -> dict[str, str]:
        return {"amount": str(value.amount), "currency": value.currency.code}

    def to_internal_value(self, data: Any) -> KernelMoney:
        raise NotImplementedError("money comes in as an Amount")


class Amount(serializers.Field):
    """Money of one currency as it is sent: "12500" or 12500, never negative, never a float.

    `minimum`, `maximum`: bounds in units of the currency. Codes: invalid, negative,
    fraction, min_value, max_value.
    """

    default_error_messages = {
        "invalid": bilingual(
            en='An amount is a string of digits such as "12500".',
            es='Un valor es un texto de dígitos como "12500".',
        ),
        "negative": bilingual(
            en="An amount cannot be negative.", es="Un valor no puede ser negativo."
        ),
        "fraction": bilingual(
            en="An amount in {currency} is a whole number.",
            es="Un valor en {currency} es un número entero.",
        ),
        "min_value": bilingual(
            en="An amount of at least {limit} is needed.",
            es="Se necesita un valor de {limit} por lo menos.",
        ),
        "max_value": bilingual(
            en="An amount of at most {limit} is allowed.",
            es="Se permite un valor de {limit} a lo sumo.",
        ),
    }

    def __init__(
        self,
        *,
        currency: Currency = COP,
        minimum: int = 0,
        maximum: int = 10**13,
        **kwargs: Any,
    ) -> None:
        self.currency, self.minimum, self.maximum = currency, minimum, maximum
        super().__init__(**kwargs)

    def to_representation(self, value: KernelMoney) -> str:
        return str(value.amount)

    def to_internal_value(self, data: Any) -> KernelMoney:
        if isinstance(data, bool) or not isinstance(data, str | int | Decimal):
            self.fail("invalid")
        text = str(data)
        if text.startswith("-"):
            self.fail("negative")
        if not _AMOUNT.match(text):
            self.fail("invalid")
        number = Decimal(text)
        if number % self.currency.step:
            self.fail("fraction", currency=self.currency.code)
        if number < self.minimum:
            self.fail("min_value", limit=self.minimum)
        if number > self.maximum:
            self.fail("max_value", limit=self.maximum)
        return KernelMoney(number, self.currency)


class Dane(serializers.Field):
    """A municipality: its 5- or 8-digit DANE code or its name; gives the 5-digit code.

    Code: dane.unknown.
    """

    default_error_messages = {
        "invalid": bilingual(
            en="A municipality is a DANE code or a name.",
            es="Un municipio es un código DANE o un nombre.",
        ),
        "dane.unknown": bilingual(
            en="{value} is no municipality that can be told for certain.",
            es="{value} no es un municipio que se pueda saber con certeza.",
        ),
    }

    def to_representation(self, value: str) -> str:
        return value

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or not 0 < len(data) <= 120:
            self.fail("invalid")
        place = dane.resolve(data)
        if place is None:
            return self.fail("dane.unknown", value=repr(data[:60]))
        return place.code


class Text(serializers.CharField):
    """Trimmed text on one line or more; control characters are refused (code `control`).

    Right-to-left overrides and four-byte characters are stored as they came.
    """

    default_error_messages = {
        "control": bilingual(
            en="Control characters are not allowed.",
            es="No se permiten caracteres de control.",
        )
    }

    def __init__(self, *, multiline: bool = False, **kwargs: Any) -> None:
        self.multiline = multiline
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        # As it was sent, since that is what the document describes: blanks count too.
        if len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        allowed = "\n\r\t" if self.multiline else ""
        if any((ord(c) < 32 or ord(c) == 127) and c not in allowed for c in data):
            self.fail("control")
        text: str = super().to_internal_value(data)
        return text


class Phone(serializers.CharField):
    """A phone number, Colombian unless it says; gives E.164 (`+573001234567`).

    Codes: phone.invalid; phone.extension, which E.164 can't hold.
    """

    default_error_messages = {
        "phone.invalid": bilingual(
            en="This is no valid phone number.", es="Este no es un teléfono válido."
        ),
        "phone.extension": bilingual(
            en="A phone number has no extension here; put it in the notes.",
            es="Aquí un teléfono no lleva extensión; póngala en las notas.",
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 32)
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        text = super().to_internal_value(data)
        if not text and self.allow_blank:
            return ""
        try:
            number = phonenumbers.parse(text, "CO")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            return self.fail("phone.invalid")
        if number.extension:
            return self.fail("phone.extension")
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


class Measure(serializers.DecimalField):
    """A physical figure as a Decimal with bounds; floats of JSON come as Decimals anyway.

    `largest`: inclusive, in the field's unit. Zero and below are refused unless allowed.
    """

    def __init__(
        self, *, largest: "Decimal | int", places: int = 3, zero: bool = False, **kwargs: Any
    ) -> None:
        smallest = Decimal(0) if zero else Decimal(1).scaleb(-places)
        super().__init__(
            max_digits=14,
            decimal_places=places,
            min_value=smallest,
            max_value=Decimal(largest),
            **kwargs,
        )

    def to_internal_value(self, data: Any) -> Decimal:
        if isinstance(data, bool) or not isinstance(data, str | int | Decimal):
            self.fail("invalid")
        try:
            value: Decimal = super().to_internal_value(data)
        except InvalidOperation:
            self.fail("invalid")
        return value


class UniqueList(serializers.ListField):
    """A list without repeats (code `repeated`)."""

    default_error_messages = {
        "repeated": bilingual(en="Something is given twice.", es="Algo se da dos veces.")
    }

    def to_internal_value(self, data: Any) -> list[Any]:
        items: list[Any] = super().to_internal_value(data)
        if len(set(items)) != len(items):
            self.fail("repeated")
        return items
