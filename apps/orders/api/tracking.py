"""Where a parcel is: for anybody by its number, in full for who may see it all."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse

from apps.orders.api.routes import routes
from apps.orders.api.tracking_bodies import ShareOut, TimelineOut, TrackingQuery
from apps.orders.selectors.guides import guide_for
from apps.orders.selectors.timeline import Timeline, is_visible, tidy_number, timeline_of
from apps.orders.services.proof import picture_of, with_pictures
from apps.orders.services.share_tracking import LASTS, opens, share_token, share_url
from quenty.platform.auth import PUBLIC, Role, allow
from quenty.platform.http import Call

# A picture of somebody's door: kept by nobody on the way, shown on our pages alone, and never
# taken for anything else than a picture.
_ALONE = {
    "Cache-Control": "private, no-store",
    "Content-Disposition": 'inline; filename="proof.jpg"',
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, noimageindex",
}


@routes.get(
    "tracking/{number}",
    query=TrackingQuery,
    answer=TimelineOut,
    access=PUBLIC,
    operation="orders_tracking",
)
def tracking(call: Call, number: str) -> Timeline:
    """The timeline of a guide. Personal data only with a share token, or for its merchant."""
    return with_pictures(_seen(call, number))


@routes.get(
    "tracking/{number}/proof/{picture_id}",
    query=TrackingQuery,
    media=("image/jpeg",),
    access=PUBLIC,
    operation="orders_tracking_proof",
)
def proof(call: Call, number: str, picture_id: UUID) -> HttpResponse:
    """A picture of the delivery. With a share token, or for the guide's merchant; else 404."""
    picture = picture_of(_seen(call, number), picture_id)
    return HttpResponse(picture.content, content_type=picture.media, headers=_ALONE)


def _seen(call: Call, number: str) -> Timeline:
    number = tidy_number(number)
    full = opens(number, call.query.get("token", "")) or is_visible(number, call.principal)
    return timeline_of(number, full=full)


@dataclass(frozen=True, slots=True)
class Share:
    token: str
    url: str
    lasts_days: int


@routes.get(
    "guides/{number}/share",
    answer=ShareOut,
    access=allow(Role.MERCHANT, Role.ADMIN, Role.SUPPORT, scope="orders:read"),
    operation="orders_guide_share",
)
def share(call: Call, number: str) -> Share:
    """A link that opens the full tracking view to whoever holds it."""
    number = guide_for(call.principal, number).number
    return Share(share_token(number), share_url(number), LASTS.days)
