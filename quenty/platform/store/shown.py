"""How values stand on the pages of the back office: money, states and numbers, in the
language of who looks. Unfold has a place for django-money's amounts only, and none for
states; so its three ways of showing a value are told here, once, for lists, pages and rows
that hang from them.
"""

from typing import Any

from django.contrib.admin import AllValuesFieldListFilter, ChoicesFieldListFilter
from django.contrib.admin.filters import FieldListFilter
from django.contrib.admin.utils import lookup_field
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.translation import get_language, gettext
from unfold import fields, forms, utils
from unfold.templatetags import unfold_list

from quenty.kernel.money import Money
from quenty.kernel.spanish import SPANISH
from quenty.kernel.words import money, word

EMPTY = "—"
# Texts that people or machines chose, which may be spelt like a state.
_NAMES = frozenset({"code", "name", "number", "reference", "display_name", "label"})
# Models whose Spanish name is feminine; their states agree with it.
_FEMININE = frozenset(
    {
        "confirmation",
        "commission",
        "franchise",
        "guide",
        "guidecopy",
        "guidepiece",
        "hold",
        "incident",
        "kyccase",
        "offer",
        "order",
        "pickup",
        "quote",
        "ratesheet",
        "run",
        "settlement",
        "stop",
        "topup",
    }
)


def language() -> str:
    return "en" if (get_language() or "es").startswith("en") else "es"


def pesos(amount: Money | None) -> str:
    """Money as the reader's language writes it, a dash for none."""
    return EMPTY if amount is None else money(amount, language())


def count(number: int) -> str:
    """A number of things with its thousands set apart: `4.040`, `4,040`."""
    # Django's Spanish sets thousands apart by a space, Colombia's by a dot.
    return f"{number:,}" if language() == "en" else f"{number:,}".replace(",", ".")


def is_feminine(model: Any) -> bool:
    return model._meta.model_name in _FEMININE


def told(text: Any, model: Any = None) -> Any:
    """A state or a choice's label in words; what is neither stays as it is."""
    if not isinstance(text, str):
        return text
    if text in SPANISH:
        return word(text, language(), feminine=model is not None and is_feminine(model))
    return gettext(text) if text and text.isprintable() else text


class Labels(dict[str, str]):
    """Unfold's colours of states, with the model that they are of."""

    model: Any = None


def show_field(value: Any, field: Any, empty_value_display: str) -> Any:
    if isinstance(value, Money):
        return pesos(value)
    if getattr(field, "flatchoices", None):
        return told(_DISPLAY_FIELD(value, field, empty_value_display), field.model)
    if isinstance(field, models.CharField) and field.name not in _NAMES and value in SPANISH:
        return told(value, field.model)
    if _are_tokens(value):
        return ", ".join(told(token, field.model) for token in value)
    return _DISPLAY_FIELD(value, field, empty_value_display)


def show_label(value: Any, empty_value_display: str, label: Any) -> Any:
    if isinstance(value, str):
        value = (value, told(value, getattr(label, "model", None)))
    if isinstance(label, dict) and isinstance(value, tuple) and len(value) == 2:
        # Unfold falls back on the token for states without a colour.
        label = {value[0]: label.get(value[0])}
    elif isinstance(value, tuple) and len(value) == 2:
        value = value[1]
    return _DISPLAY_LABEL(value, empty_value_display, label)


def _are_tokens(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(v in SPANISH for v in value)


class ShownField(fields.UnfoldAdminReadonlyField):
    """A field of a page that nobody edits: badges there as in lists."""

    def _get_contents(self) -> Any:
        try:
            field, attr, value = lookup_field(
                self.field["field"], self.form.instance, self.model_admin
            )
        except (AttributeError, ValueError, ObjectDoesNotExist):
            return super()._get_contents()
        label = getattr(attr, "label", None) if field is None else None
        if label:
            return show_label(value, self.empty_value_display, label)
        return super()._get_contents()


class _Told:
    """A filter whose choices are states."""

    field: Any

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):  # type: ignore[misc]
            yield {**choice, "display": told(choice["display"], self.field.model)}


class StateFilter(_Told, AllValuesFieldListFilter):
    """Of a column of tokens."""


class ChoiceFilter(_Told, ChoicesFieldListFilter):
    """Of a column with choices."""


def _is_state(field: Any) -> bool:
    return isinstance(field, models.CharField) and field.name not in _NAMES


_DISPLAY_FIELD = utils.display_for_field
_DISPLAY_LABEL = utils.display_for_label


def install() -> None:
    """Put the ways of showing above in the place of unfold's."""
    fields.display_for_field = show_field
    unfold_list.display_for_field = show_field
    unfold_list.display_for_label = show_label
    forms.UnfoldAdminReadonlyField = ShownField
    FieldListFilter.register(
        lambda f: _is_state(f) and not f.choices, StateFilter, take_priority=True
    )
    FieldListFilter.register(lambda f: bool(f.choices), ChoiceFilter, take_priority=True)
