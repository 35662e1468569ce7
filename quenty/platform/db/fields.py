"""Money as an integer of the currency's smallest unit."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from quenty.kernel.money import COP, CURRENCIES, Currency, Money


class MoneyFormField(forms.DecimalField):
    """Shows the amount alone, so that a form gives back what it was given."""

    def prepare_value(self, value: Any) -> Any:
        return value.amount if isinstance(value, Money) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class MoneyField(models.BigIntegerField):
    """Kernel `Money` in one currency, stored as BIGINT of its smallest units.

    `MoneyField()` is COP. Compare and assign with Money only; a sum over the column
    gives Money again.
    """

    def __init__(self, *args: Any, currency: Currency | str = COP, **kwargs: Any) -> None:
        self.currency = CURRENCIES[currency] if isinstance(currency, str) else currency
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.currency is not COP:
            kwargs["currency"] = self.currency.code
        return name, path, args, kwargs

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> Money | None:
        return None if value is None else Money.from_units(int(value), self.currency)

    def to_python(self, value: Any) -> Money | None:
        if value is None or isinstance(value, Money):
            return value
        try:
            return Money(value, self.currency)
        except (TypeError, ValueError) as error:
            raise ValidationError(str(error), code="money") from error

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Money):
            if value.currency != self.currency:
                raise ValueError(f"{self.name} holds {self.currency}, not {value.currency}")
            return value.units
        if value is None or hasattr(value, "resolve_expression"):
            return value
        raise TypeError(f"{self.name} takes Money, not {type(value).__name__}")

    def value_to_string(self, obj: Any) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value.amount)

    if TYPE_CHECKING:
        # On a row it is the Money that was assigned or read.
        def __get__(self, instance: Any, owner: Any = None) -> Any: ...
        def __set__(self, instance: Any, value: Any) -> None: ...

    @property
    def validators(self) -> list[Any]:  # type: ignore[override]
        # The integer's bounds are Money's own; comparing Money with int would raise.
        return list(self._validators)

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(
            self, form_class=MoneyFormField, decimal_places=2, max_digits=18, **kwargs
        )
