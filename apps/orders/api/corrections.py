"""Wrong ends put right by two people, data changed before pickup, one search."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.orders import selectors
from apps.orders.api import guide_answers as answers
from apps.orders.api import incident_bodies as bodies
from apps.orders.api.incidents import STAFF
from apps.orders.api.orders import WRITE
from apps.orders.api.routes import routes
from apps.orders.selectors.incidents import corrections
from apps.orders.selectors.search import search as search_guides
from apps.orders.services.correct_guide import ask_correction, decide_correction
from apps.orders.services.mend_guide import mend_guide
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import Guide, GuideCorrection


@routes.post(
    "guides/{number}/corrections",
    body=bodies.CorrectionBody,
    answer=bodies.CorrectionOut,
    access=STAFF,
    operation="orders_corrections_ask",
)
def ask(call: Call, number: str) -> "GuideCorrection":
    """Ask for a wrong end to be put right; somebody else decides."""
    seen = selectors.guide_for(call.principal, number)
    return ask_correction(
        guide_id=seen.id, to=call.body["to"], reason=call.body["reason"], actor=call.actor
    )


@routes.list(
    "corrections",
    item=bodies.CorrectionOut,
    ordering=("created_at",),
    access=STAFF,
    operation="orders_corrections_list",
)
def list_corrections(call: Call) -> "QuerySet[GuideCorrection]":
    """Corrections asked for and decided, newest first."""
    return corrections()


@routes.post(
    "corrections/{correction_id}/decision",
    body=bodies.DecisionBody,
    answer=bodies.CorrectionOut,
    status=200,
    access=allow(Role.ADMIN, scope="tracking:write"),
    operation="orders_corrections_decide",
)
def decide(call: Call, correction_id: UUID) -> "GuideCorrection":
    """Approve or reject a correction that somebody else asked for."""
    return decide_correction(
        correction_id=correction_id, approve=call.body["approve"], actor=call.actor
    )


@routes.post(
    "guides/{number}/mend",
    body=bodies.MendBody,
    answer=answers.GuideOut,
    status=200,
    access=WRITE,
    operation="orders_guides_mend",
)
def mend(call: Call, number: str) -> "Guide":
    """Change who gets a parcel, where and what is collected, before it is collected."""
    seen = selectors.guide_for(call.principal, number)
    changes = dict(call.body)
    mend_guide(guide_id=seen.id, reason=changes.pop("reason"), changes=changes, actor=call.actor)
    return selectors.guide_for(call.principal, number)


@routes.list(
    "search",
    item=answers.GuideRowOut,
    query=bodies.SearchQuery,
    ordering=("issued_at",),
    access=allow(Role.SUPPORT, Role.ANALYST, Role.ADMIN, Role.MERCHANT, scope="orders:read"),
    operation="orders_search",
)
def search(call: Call) -> "QuerySet[Guide]":
    """Find guides by number, order, phone, NIT or name."""
    return search_guides(call.principal, call.query["q"])
