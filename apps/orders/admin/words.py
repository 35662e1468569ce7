"""What an operator's words and columns mean in its files, explained by staff."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from apps.orders.admin.acting import actor_of, form_page
from apps.orders.admin.pairs import Pairs
from apps.orders.domain.imports.events import EVENTS
from apps.orders.domain.incidents import CAUSES
from apps.orders.domain.operators.words_files import MEANINGS, MOST_WORDS, OF_FILES
from apps.orders.models import OperatorCopy
from apps.orders.selectors.operator_words import VOCABULARY, Said, words_for
from apps.orders.services.operators.explain_words import explain_words
from quenty.kernel.dane import normalise
from quenty.kernel.words import word
from quenty.platform.store.shown import language

_LONGEST = {"word": 80, "header": 120}


def _state(token: str) -> str:
    return word(token, language()) if token else str(_("nada"))


def _reason(token: str) -> str:
    cause = CAUSES[token]
    return cause.en if language() == "en" else cause.es


def _field(name: str) -> str:
    """By its first header, which is Spanish; a field's name is English."""
    return name if language() == "en" else EVENTS.columns[name][0]


def _meant(said: str, tokens: Iterable[str], shown: Callable[[str], str]) -> str:
    """The token that somebody meant. Raises ValidationError, which lists what may be said."""
    plain = normalise(said)
    for token in tokens:
        if plain in (normalise(token), normalise(shown(token))):
            return token
    known = ", ".join(sorted(shown(token) for token in tokens))
    raise forms.ValidationError(
        _("«%(said)s» no es ninguno de: %(known)s.") % {"said": said[:80], "known": known}
    )


class WordsForm(forms.Form):
    vocabulary = forms.ChoiceField(
        label=_("vocabulario"),
        choices=lambda: [(name, name) for name in sorted(OF_FILES)],
        widget=UnfoldAdminSelectWidget,
    )
    statuses = Pairs(
        label=_("estados (su palabra=estado)"),
        help_text=_("recogido, en tránsito, en reparto, entregado, nada y los demás de una guía"),
    )
    reasons = Pairs(label=_("motivos (su palabra=causa de la novedad)"))
    columns = Pairs(label=_("columnas (campo=su encabezado)"))

    def clean_statuses(self) -> dict[str, str]:
        return self._meanings("statuses", MEANINGS, _state)

    def clean_reasons(self) -> dict[str, str]:
        return self._meanings("reasons", sorted(CAUSES), _reason)

    def clean_columns(self) -> dict[str, str]:
        given = _bounded(self.cleaned_data["columns"], most=_LONGEST["header"], empty=False)
        return {_meant(name, EVENTS.columns, _field): header for name, header in given.items()}

    def _meanings(
        self, name: str, tokens: Iterable[str], shown: Callable[[str], str]
    ) -> dict[str, str]:
        given = _bounded(self.cleaned_data[name], most=_LONGEST["word"], empty="" in tokens)
        return {said: _meant(meaning, tokens, shown) for said, meaning in given.items()}


def _bounded(given: Mapping[str, str], *, most: int, empty: bool) -> Mapping[str, str]:
    long = any(len(part) > most for pair in given.items() for part in pair)
    if long or len(given) > MOST_WORDS:
        raise forms.ValidationError(
            _("A lo sumo %(words)s palabras de %(letters)s letras.")
            % {"words": MOST_WORDS, "letters": most}
        )
    if not all(given) or not (empty or all(given.values())):
        raise forms.ValidationError(_("Escriba una línea nombre=valor por cada dato."))
    return given


def words_page(owner: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The form that says what an operator's words mean, from its copy."""

    def act(row: OperatorCopy, data: dict[str, Any]) -> None:
        explain_words(said=Said(operator_id=row.operator_id, **data), actor=actor_of(request))

    return form_page(
        owner,
        request,
        object_id,
        form_class=WordsForm,
        title=str(_("Palabras de sus archivos")),
        act=act,
        initial=_as_they_are,
    )


def _as_they_are(row: OperatorCopy) -> dict[str, Any]:
    said = words_for(row.operator_id)
    return {
        "vocabulary": said.vocabulary or VOCABULARY,
        "statuses": {own: _state(token) for own, token in said.statuses.items()},
        "reasons": {own: _reason(token) for own, token in said.reasons.items()},
        "columns": {_field(name): header for name, header in said.columns.items()},
    }
