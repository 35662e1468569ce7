"""Rules of what may be shipped: published and ended, never rewritten."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from apps.orders.admin.acting import actor_of, sentence
from apps.orders.models import ShippingPolicy
from apps.orders.services.policies import (
    PolicyData,
    end_policy,
    publish_policy,
    refuse_end,
    refuse_policy,
)
from quenty.kernel.errors import DomainError
from quenty.platform.store.staff_admin import StaffAdmin

_WRITTEN = (
    "code",
    "title",
    "title_en",
    "conditions",
    "penalty",
    "zone",
    "department",
    "dane",
    "merchant_size",
    "goods",
    "forbids",
    "max_weight_g",
    "max_declared",
    "max_cod",
    "valid_from",
    "valid_to",
)


class PolicyForm(forms.ModelForm):
    """Asks the service before anything is saved, so that a refusal stands at its field."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        try:
            if self.instance._state.adding:
                refuse_policy(PolicyData(**{name: data[name] for name in _WRITTEN}))
            elif data["valid_to"] is not None:
                refuse_end(self.instance.valid_from, data["valid_to"])
        except DomainError as error:
            self.add_error(error.field if error.field in self.fields else None, sentence(error))
        return data


@admin.register(ShippingPolicy)
class ShippingPolicyAdmin(StaffAdmin):
    """Adding publishes the next version; of one that is published only its end is set."""

    list_display = ("code", "version", "title", "forbids", "valid_from", "valid_to")
    list_filter = ("forbids", "merchant_size", "valid_from", "valid_to")
    search_fields = ("code", "title", "goods")
    form = PolicyForm
    fields = _WRITTEN

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else tuple(name for name in _WRITTEN if name != "valid_to")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: ShippingPolicy, form: Any, change: bool
    ) -> None:
        actor = actor_of(request)
        if not change:
            data = PolicyData(**{name: getattr(obj, name) for name in _WRITTEN})
            obj.__dict__.update(publish_policy(data=data, actor=actor).__dict__)
        elif obj.valid_to is not None:
            end_policy(policy_id=str(obj.pk), valid_to=obj.valid_to, actor=actor)
