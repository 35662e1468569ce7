"""A field of a form that takes names with values, a line each."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget


class Pairs(forms.CharField):
    """Lines of `name=value`, as a dict and from one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=UnfoldAdminTextareaWidget, **kwargs)

    def to_python(self, value: Any) -> Any:
        lines = [line for line in (super().to_python(value) or "").splitlines() if line.strip()]
        if any("=" not in line for line in lines):
            raise forms.ValidationError(_("Escriba una línea nombre=valor por cada dato."))
        pairs = (line.split("=", 1) for line in lines)
        return {name.strip(): rest.strip() for name, rest in pairs}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return "\n".join(f"{name}={rest}" for name, rest in value.items())
        return value
