"""The page by which a merchant answers an incident from a link, without a log-in."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.orders.api.answer_texts import TEXTS
from apps.orders.api.page_view import day_text, moment_text
from apps.orders.api.pages import answer_page, language_of
from apps.orders.domain.incidents import (
    ACTIONS,
    CAUSES,
    FURTHEST_DAYS,
    TRIES,
    Acts,
    IncidentStatus,
)
from apps.orders.domain.labels.words import spaced
from apps.orders.selectors.incidents import incident_or_404
from apps.orders.services.incidents.answer import answer_incident
from apps.orders.services.incidents.links import incident_of
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError

if TYPE_CHECKING:
    from apps.orders.models import Incident

_FIELDS = ("address", "complement")


# The token in the address is the whole permission: there is no session to be misused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Shows what happened and what may be decided; 404 in words for a bad link."""
    language = language_of(request)
    try:
        incident_id = incident_of(token)
        incident_or_404(incident_id)
    except DomainError as error:
        refused: dict[str, Any] = {"said": error.message(language), "answer_texts": TEXTS[language]}
        return answer_page(request, "answer.html", refused, status=404)
    sent = request.method == "POST"
    said = _decide(request, incident_id, language) if sent else ""
    context = {
        **_shown(incident_or_404(incident_id), language),
        "said": said,
        "done": sent and not said,
        # What was refused stays in the form: only what is wrong is written anew.
        "typed": request.POST if said else {},
    }
    return answer_page(request, "answer.html", context, status=409 if said else 200)


def _decide(request: HttpRequest, incident_id: UUID, language: str) -> str:
    """Why a decision that was sent is refused, "" for none."""
    texts = TEXTS[language]
    if request.POST.get("action") not in ACTIONS:
        return texts["needs_action"]
    try:
        answer_incident(incident_id=incident_id, **_decision(request, incident_id))
    except DomainError as error:
        return texts.get(f"needs_{error.field}", error.message(language))
    return ""


def _decision(request: HttpRequest, incident_id: UUID) -> dict[str, Any]:
    sent = request.POST
    data: dict[str, Any] = {name: _typed(sent.get(name, ""), 200) for name in _FIELDS}
    data["retry_on"] = _day(sent.get("retry_on", ""))
    return {
        "action": sent["action"],
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


def _closed(incident: "Incident", texts: dict[str, str]) -> str:
    """Why nothing can be answered any more, "" while it can."""
    if incident.status == IncidentStatus.RESOLVED:
        return texts["ended"]
    if incident.acts != Acts.MERCHANT:
        return texts["not_yours"]
    return texts["late"] if incident.deadline <= clock.now() else ""


def _shown(incident: "Incident", language: str) -> dict[str, Any]:
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
        "actions": [
            (name, texts[name]) for name in ACTIONS if not (incident.final and name in TRIES)
        ],
        "closed": _closed(incident, texts),
        "tomorrow": (clock.today() + timedelta(days=1)).isoformat(),
        "furthest": (clock.today() + timedelta(days=FURTHEST_DAYS)).isoformat(),
        "decided": latest and texts[latest.action],
        "retry_day": incident.retry_on and day_text(incident.retry_on, language),
    }


urlpatterns = [path("novedad/<str:token>", answer, name="orders_incident_answer")]
