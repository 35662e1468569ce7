"""The page by which a merchant answers an incident from a link, without a log-in."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.orders.api.answer_texts import TEXTS
from apps.orders.api.page_view import day_text, moment_text
from apps.orders.api.pages import answer_page, language_of
from apps.orders.domain.incidents import ACTIONS, CAUSES
from apps.orders.domain.labels.words import spaced
from apps.orders.selectors.incidents import incident_or_404
from apps.orders.services.incidents.answer import answer_incident
from apps.orders.services.incidents.links import incident_of
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError

_FIELDS = ("address", "complement")


# The token in the address is the whole permission: there is no session to be misused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Shows what happened and what may be decided; 404 in words for a bad link."""
    language = language_of(request)
    try:
        incident_id = incident_of(token)
        incident = incident_or_404(incident_id)
    except DomainError as error:
        refused: dict[str, Any] = {"said": error.message(language), "answer_texts": TEXTS[language]}
        return answer_page(request, "answer.html", refused, status=404)
    said, done = "", False
    if request.method == "POST":
        try:
            answer_incident(incident_id=incident_id, **_decision(request, incident_id))
            done = True
        except DomainError as error:
            said = error.message(language)
        incident = incident_or_404(incident_id)
    context = {**_shown(incident, language), "said": said, "done": done}
    return answer_page(request, "answer.html", context, status=409 if said else 200)


def _decision(request: HttpRequest, incident_id: Any) -> dict[str, Any]:
    sent = request.POST
    data: dict[str, Any] = {name: _typed(sent.get(name, ""), 200) for name in _FIELDS}
    data["retry_on"] = _day(sent.get("retry_on", ""))
    action = sent.get("action", "")
    return {
        "action": action if action in ACTIONS else "retry",
        "data": {name: value for name, value in data.items() if value},
        "comment": _typed(sent.get("comment", ""), 500),
        "actor": Actor("link", str(incident_id)),
        "source": "link",
    }


def _typed(text: str, longest: int) -> str:
    """What a form may hold: no NUL, which the database does not take."""
    return text.replace("\x00", "").strip()[:longest]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _shown(incident: Any, language: str) -> dict[str, Any]:
    """No personal data: the link may be passed on."""
    cause = CAUSES[incident.reason]
    latest = incident.answers.last()
    texts = TEXTS[language]
    return {
        "incident": incident,
        "answer_texts": texts,
        "number": spaced(incident.guide.number),
        "cause": cause.en if language == "en" else cause.es,
        "happened": moment_text(incident.occurred_at, language),
        "until": moment_text(incident.deadline, language),
        "actions": [(name, texts[name]) for name in ACTIONS],
        "decided": latest and texts[latest.action],
        "retry_day": incident.retry_on and day_text(incident.retry_on, language),
    }


urlpatterns = [path("novedad/<str:token>", answer, name="orders_incident_answer")]
