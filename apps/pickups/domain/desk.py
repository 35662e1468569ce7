"""What a guide is at a point for, by where it stands."""

# A desk may take these for a recipient to fetch.
_FOR_RECIPIENT = frozenset(
    {"picked_up", "in_transit", "out_for_delivery", "delivery_failed", "at_office"}
)
# Its sender's, for a courier to take on.
_FOR_COURIER = frozenset({"generated", "received_at_point"})
# No longer at any desk, whatever its rows say.
GONE = frozenset({"delivered", "returned", "lost"})
# It may lie there still, and goes to nobody but its sender.
SENDERS = frozenset({"voided", "returning"})
# On the way to its recipient: no sender's parcel waits for a courier any more.
_LEFT = frozenset({"in_transit", "out_for_delivery", "delivery_failed", "at_office"})


def purpose_of(status: str) -> str:
    """drop_off, delivery, or "" for a guide that no desk takes or gives out."""
    if status in _FOR_COURIER:
        return "drop_off"
    return "delivery" if status in _FOR_RECIPIENT else ""


def is_over(purpose: str, status: str, *, expected: bool) -> bool:
    """Whether a guide of this status is at its desk for that no more."""
    if expected and purpose_of(status) != purpose:
        return True
    return status in GONE or (purpose == "drop_off" and status in _LEFT)
