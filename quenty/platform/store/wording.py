"""The words of the back office, in both languages.

Models, fields, columns, filters and actions are named in the code once, in English or
Spanish. The catalogues in quenty/locale and apps/*/locale give each name in the other
language; a context's own sense of a word stands there under `msgctxt "<context>"`. What is
plain text in the code is made lazy here, after all admins are registered, so that a new
field speaks both languages as soon as the catalogues know its name.

A field keeps its original name for migrations, so none of this asks for one.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db import models
from django.utils.functional import lazystr
from django.utils.translation import gettext, pgettext

from quenty.platform.store.shown import Labels

_PARTS = ("list_display", "readonly_fields", "fields")
_ACTIONS = ("actions", "actions_list", "actions_row", "actions_detail", "actions_submit_line")


class _Said:
    def __init__(self, context: str, text: str) -> None:
        self.context, self.text = context, text

    def __str__(self) -> str:
        if not self.text:
            return ""
        own = pgettext(self.context, self.text)
        return gettext(self.text) if own == self.text else own


def said(text: Any, context: str) -> Any:
    """Plain text of `context` as a lazy one that is translated; lazy text as it is."""
    return lazystr(_Said(context, text)) if type(text) is str else text


def plural(name: str) -> str:
    """The English plural, for models that don't say theirs."""
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "x", "ch", "sh")) else f"{name}s"


def speak() -> None:
    """Make every name that the admin shows lazy."""
    for config in apps.get_app_configs():
        config.verbose_name = said(config.verbose_name, "app")
    for model in apps.get_models():
        _name(model)
    for model, registered in admin.site._registry.items():
        _speak(registered, model)
        for inline in registered.inlines:
            _speak(inline, inline.model)
            # Its columns say it already; str() of a row is for developers.
            inline.hide_title = True
            for name in ("verbose_name", "verbose_name_plural"):
                if type(given := getattr(inline, name)) is str:
                    setattr(inline, name, said(given, inline.model._meta.app_label))


def _name(model: type[models.Model]) -> None:
    opts = model._meta
    context = opts.app_label
    if "verbose_name_plural" not in opts.original_attrs and type(opts.verbose_name) is str:
        opts.verbose_name_plural = plural(opts.verbose_name)
    opts.verbose_name_plural = said(opts.verbose_name_plural, context)
    opts.verbose_name = said(opts.verbose_name, context)
    for field in (*opts.concrete_fields, *opts.many_to_many):
        field.verbose_name = said(field.verbose_name, context)


def _speak(owner: Any, model: type[models.Model]) -> None:
    """Columns, fields, actions and filters of one admin or inline."""
    context = model._meta.app_label
    for method in methods(owner, model):
        name = getattr(method, "short_description", method.__name__.replace("_", " "))
        method.short_description = said(name, context)
        if isinstance(label := getattr(method, "label", None), dict):
            method.label = Labels(label)
            method.label.model = model
    for found in getattr(owner, "list_filter", ()):
        if isinstance(found, type) and type(getattr(found, "title", None)) is str:
            found.title = said(found.title, context)  # type: ignore[attr-defined]


def methods(owner: Any, model: type[models.Model]) -> Iterator[Any]:
    """The functions behind an admin's columns and actions, each once."""
    seen = set()
    for name in names(owner):
        found = name if callable(name) else getattr(owner, name, getattr(model, name, None))
        found = found.fget if isinstance(found, property) else found
        function = getattr(found, "__func__", found)
        if callable(function) and hasattr(function, "__dict__") and function not in seen:
            seen.add(function)
            yield function


def names(owner: Any) -> Iterable[Any]:
    parts = flatten([list(getattr(owner, part, None) or ()) for part in (*_PARTS, *_ACTIONS)])
    sets = getattr(owner, "fieldsets", None) or ()
    return [*parts, *(name for _, part in sets for name in flatten(list(part["fields"])))]
