"""What the sandbox operator does with a consignment: scripts picked by magic values.

A recipient's phone that ends in one of SCRIPTS' four figures picks its script; any other is
delivered. A script's steps happen so many minutes after the booking.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Step:
    """`word`: of the sandbox's own vocabulary, which is that of the guide's states."""

    minutes: int
    word: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """`booking`: ok, refused, silent or unreachable."""

    name: str
    steps: tuple[Step, ...] = field(default=())
    booking: str = "ok"


_START = (Step(1, "picked_up"), Step(2, "in_transit"))
_OUT = (*_START, Step(3, "out_for_delivery"))
_ABSENT = "recipient_absent"
_THREE_TRIES = tuple(
    step
    for minutes in (4, 6, 8)
    for step in (Step(minutes, "delivery_failed", _ABSENT), Step(minutes + 1, "out_for_delivery"))
)[:-1]

DELIVERED = Script("delivered", (*_OUT, Step(4, "delivered")))
SCRIPTS = {
    "0001": DELIVERED,
    "0002": Script("booking_refused", booking="refused"),
    "0003": Script("booking_silent", booking="silent"),
    "0004": Script("booking_unreachable", booking="unreachable"),
    "0005": Script(
        "absent_then_delivered",
        (
            *_OUT,
            Step(4, "delivery_failed", _ABSENT),
            Step(5, "out_for_delivery"),
            Step(6, "delivered"),
        ),
    ),
    "0006": Script(
        "returned",
        (*_OUT, *_THREE_TRIES, Step(9, "at_office"), Step(10, "returning"), Step(11, "returned")),
    ),
    "0007": Script("lost", (*_START, Step(3, "lost"))),
    "0008": Script("damaged", (*_START, Step(3, "damaged"))),
    "0009": Script("at_office", (*_START, Step(3, "at_office"), Step(4, "delivered"))),
    "0010": Script("wrong_address", (*_OUT, Step(4, "delivery_failed", "address_incomplete"))),
    "0011": Script("refused", (*_OUT, Step(4, "delivery_failed", "recipient_refused"))),
    "0012": Script("on_hold", (*_START, Step(3, "on_hold", "customs_documents"))),
    "0013": Script("never_moves"),
}


def script_for(phone: str) -> Script:
    """By the last four figures of the recipient's phone."""
    return SCRIPTS.get("".join(c for c in phone if c.isdigit())[-4:], DELIVERED)
