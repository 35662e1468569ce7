"""Every name that the back office shows is said in Spanish and in English."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.utils.translation import gettext, override

from quenty.platform.store.shown import told
from quenty.platform.store.wording import methods, names
from tests.architecture.tree import ROOT, calls, parsed, python_files

ADMINS = sorted(admin.site._registry.items(), key=lambda pair: pair[0]._meta.label)
EVERY = pytest.mark.parametrize(
    ("model", "registered"), ADMINS, ids=[model._meta.label for model, _ in ADMINS]
)
# Written alike in both languages: names of the law, of formats and of things, and words.
SAME = {
    "",
    *("ID", "id", "IVA", "NIT", "reteICA", "reteIVA", "retefuente", "sha256", "sku", "kg"),
    *("bytes", "capital", "error", "roles", "serial", "subtotal", "total"),
}


def shown(owner: Any, model: Any) -> list[Any]:
    """Names of columns and fields; all the model's own where an admin picks none."""
    picked = [name for name in names(owner) if name != "__str__"]
    if getattr(owner, "fields", None) or getattr(owner, "fieldsets", None):
        return picked
    hidden = set(getattr(owner, "exclude", None) or ())
    return [*picked, *(f.name for f in model._meta.concrete_fields if f.name not in hidden)]


def labels(owner: Any, model: Any) -> Iterator[tuple[str, Any]]:
    """Where a label stands, and the label."""
    for name in dict.fromkeys(shown(owner, model)):
        if name in getattr(owner, "actions", ()) or any(
            name in getattr(owner, f"actions_{place}", ()) for place in ("list", "row", "detail")
        ):
            yield f"action {name}", getattr(owner, name).short_description
        else:
            yield f"field {name}", label_for_field(name, model, owner)
    for found in getattr(owner, "list_filter", ()):
        if isinstance(found, type):
            yield f"filter {found.__name__}", found.title  # type: ignore[attr-defined]
        elif isinstance(found, str) and "__" not in found:
            yield f"filter {found}", label_for_field(found, model, owner)


def choices(owner: Any, model: Any) -> Iterator[tuple[str, Any]]:
    """Labels of choices that a page or a filter shows, and states with a colour."""
    for field in model._meta.concrete_fields:
        for _value, label in field.flatchoices or ():
            yield f"choice of {field.name}", told(str(label))
    for method in methods(owner, model):
        if isinstance(colours := getattr(method, "label", None), dict):
            yield from ((f"badge {method.__name__}", told(state)) for state in colours)


def everything(registered: Any, model: Any) -> Iterator[tuple[str, Any]]:
    opts = model._meta
    yield "app", apps.get_app_config(opts.app_label).verbose_name
    yield "name", opts.verbose_name
    yield "plural", opts.verbose_name_plural
    yield from labels(registered, model)
    yield from choices(registered, model)
    for inline in registered.inlines:
        where = inline.__name__
        title = inline.verbose_name_plural or inline.model._meta.verbose_name_plural
        yield f"{where} title", title
        for part in (labels, choices):
            yield from ((f"{where} {place}", text) for place, text in part(inline, inline.model))


@EVERY
def test_a_page_speaks_both_languages(model: Any, registered: Any) -> None:
    with override("es"):
        spanish = [(place, str(text)) for place, text in everything(registered, model)]
    with override("en"):
        english = [(place, str(text)) for place, text in everything(registered, model)]
    alike = {
        (place, text)
        for (place, text), (_, other) in zip(spanish, english, strict=True)
        if text == other and text not in SAME
    }
    assert alike == set()


TRANSLATED = {"_", "gettext", "gettext_lazy"}
_MARKED = re.compile(r"\{% (?:trans|translate) \"([^\"]+)\"|_\(\"([^\"]+)\"\)")


def marked() -> Iterator[tuple[str, str]]:
    """Texts that the pages' code and templates mark for translation, and where."""
    for path in python_files("apps"):
        if "admin" in path.parts:
            for name, call in calls(parsed(path)):
                first = call.args[0] if call.args else None
                if name in TRANSLATED and isinstance(first, ast.Constant):
                    yield str(path.relative_to(ROOT)), str(first.value)
    for path in sorted(ROOT.glob("apps/*/templates/**/*.html")):
        for found in _MARKED.finditer(path.read_text()):
            yield str(path.relative_to(ROOT)), found[1] or found[2]


def test_every_marked_text_has_both_languages() -> None:
    def in_both(text: str) -> set[str]:
        with override("es"):
            spanish = gettext(text)
        with override("en"):
            return {spanish, gettext(text)}

    found = {(where, t) for where, t in marked() if len(in_both(t)) == 1 and t not in SAME}
    assert found == set()


def test_a_plain_text_of_a_form_or_message_is_marked() -> None:
    """Labels, titles and messages are given as `_("...")`, never as bare text."""
    found = {
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in python_files("apps")
        if "admin" in path.parts
        for name, call in calls(parsed(path))
        for text in (
            *(k.value for k in call.keywords if k.arg in ("label", "title", "help_text")),
            *(call.args[1:2] if name in ("success", "warning", "error", "info") else ()),
        )
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value not in SAME
    }
    assert found == set()
