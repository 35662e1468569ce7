"""The admin of rows that people look at and services change."""

from typing import Any

from django.http import HttpRequest

from quenty.platform.store.staff_admin import StaffAdmin


class ReadOnlyAdmin(StaffAdmin):
    """Nobody adds, edits or deletes a row by hand; what may be done is an action that
    calls a service.
    """

    actions_on_top = True
    list_fullwidth = True

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = self.fields or [name for _, part in self.fieldsets or () for name in part["fields"]]
        if shown:
            return tuple(shown)
        hidden = set(self.exclude or ())
        return tuple(f.name for f in self.opts.concrete_fields if f.name not in hidden)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        buttons = ("show_save", "show_save_and_continue", "show_save_and_add_another")
        context.update(dict.fromkeys(buttons, False))
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A form posted by hand changes nothing."""
