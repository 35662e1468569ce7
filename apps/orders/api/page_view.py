"""A timeline put into the words and figures of the public page."""

from datetime import date, datetime
from typing import Any

from apps.orders.api.page_texts import MONTHS, PROOF_NAMES, STEP_NAMES, STEPS, TEXTS
from apps.orders.api.words import EXPLAINED, HEADLINES, said
from apps.orders.domain.labels.words import spaced
from apps.orders.selectors.timeline import Moment, Timeline
from apps.orders.services.share_tracking import proof_path
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import Money

_TONES = {
    "delivered": "go",
    "delivery_failed": "warn",
    "at_office": "warn",
    "on_hold": "warn",
    "returning": "warn",
    "returned": "warn",
    "lost": "bad",
    "damaged": "bad",
    "voided": "bad",
}
# How far along the way a status is, counted in steps.
_REACHED = {
    "generated": 0,
    "received_at_point": 0,
    "picked_up": 1,
    "in_transit": 2,
    "on_hold": 2,
    "lost": 2,
    "damaged": 2,
    "returning": 2,
    "returned": 2,
    "out_for_delivery": 3,
    "delivery_failed": 3,
    "at_office": 3,
    "delivered": 4,
}
_SETTLED = frozenset({"delivered", "returned", "returning", "lost", "damaged", "voided"})


def page(guide: Timeline, language: str) -> dict[str, Any]:
    """What the template of a guide's page needs, in `es` or `en`."""
    texts = TEXTS[language]
    return {
        "guide": guide,
        "number": spaced(guide.number),
        "headline": said(HEADLINES, guide.status, language),
        "explained": said(EXPLAINED, guide.status, language),
        "tone": _TONES.get(guide.status, ""),
        "steps": _steps(guide.status, language),
        "expected": _expected(guide, language),
        "piece_lines": _piece_lines(guide, language),
        "moments": [_moment(moment, guide, language) for moment in guide.moments],
        "delivered": guide.delivery
        and texts["pod_said"].format(when=moment_text(guide.delivery.delivered_at, language)),
        "proof": guide.delivery and _proof(guide.delivery.proof, language),
        **_collection(guide, texts),
        "call_until": guide.courier
        and texts["call_until"].format(when=moment_text(guide.courier.expires_at, language)),
    }


def day_text(day: date, language: str) -> str:
    month = MONTHS[language][day.month - 1]
    return f"{day.day} {month} {day.year}"


def moment_text(instant: datetime, language: str) -> str:
    local = instant.astimezone(BOGOTA)
    return f"{day_text(local.date(), language)}, {local:%H:%M}"


def _proof(kinds: tuple[str, ...], language: str) -> str:
    """How the delivery was proven, "" where nobody told."""
    if not kinds:
        return ""
    names = [PROOF_NAMES[language][kind] for kind in kinds]
    return TEXTS[language]["pod_proof"].format(proof=", ".join(names))


def pictures(guide: Timeline, token: str, language: str) -> list[dict[str, str]]:
    """What was taken at the door, each with its address and what it is in words."""
    if guide.delivery is None:
        return []
    words = PROOF_NAMES[language]
    return [
        {
            "url": proof_path(guide.number, one.id, token),
            "text": f"{words[one.kind].capitalize()} · {moment_text(one.taken_at, language)}",
        }
        for one in guide.delivery.pictures
    ]


def _collection(guide: Timeline, texts: dict[str, str]) -> dict[str, str]:
    """What is or was paid at the door; nothing where no door will see it any more."""
    if guide.private is None or (guide.status in _SETTLED and guide.status != "delivered"):
        return {}
    name = "collected" if guide.status == "delivered" else "collect"
    return {"collect": pesos(guide.private.collect), "collect_name": texts[name]}


def pesos(money: Money) -> str:
    return f"$ {int(money.amount):,} COP".replace(",", ".") if money else ""


def _steps(status: str, language: str) -> list[dict[str, Any]]:
    reached = _REACHED.get(status, -1)
    return [
        {"name": STEP_NAMES[language][i], "done": i <= reached, "here": i == reached}
        for i in range(len(STEPS))
    ]


def _expected(guide: Timeline, language: str) -> str:
    if guide.estimated_delivery is None or guide.status in _SETTLED:
        return ""
    return day_text(guide.estimated_delivery, language)


def _piece_lines(guide: Timeline, language: str) -> list[str]:
    """How many pieces are where, when they are not all in one place."""
    if len(guide.pieces) < 2:
        return []
    form = TEXTS[language]["piece_count"]
    return [
        form.format(count=count, status=said(HEADLINES, status, language))
        for status, count in guide.pieces.items()
    ]


def _moment(moment: Moment, guide: Timeline, language: str) -> dict[str, Any]:
    texts = TEXTS[language]
    pieces = ""
    if 0 < len(moment.pieces) < guide.piece_count:
        form = texts["one_piece" if len(moment.pieces) == 1 else "some_pieces"]
        pieces = form.format(numbers=", ".join(str(number) for number in moment.pieces))
    return {
        "text": said(HEADLINES, moment.status, language),
        "pieces": pieces,
        "at": moment.occurred_at,
        "when": moment_text(moment.occurred_at, language),
        "place": moment.place,
        "notes": moment.notes,
    }
