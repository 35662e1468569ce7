"""What every page of the back office has in common."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin


class StaffAdmin(ModelAdmin):
    """Base of every registered admin."""

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Rows that cannot be keys of this model are rows that nobody chose."""
        if not all(map(self._is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            # Django's own sentence for an empty choice, in the person's language.
            told = _(
                "Items must be selected in order to perform actions on them."
                " No items have been changed."
            )
            self.message_user(request, told, messages.WARNING)
            return None
        answer: HttpResponse | None = super().response_action(request, queryset)
        return answer

    def _is_key(self, text: str) -> bool:
        try:
            self.opts.pk.run_validators(self.opts.pk.to_python(text))
        except (ValidationError, ValueError, TypeError, OverflowError):
            return False
        return "\x00" not in text
