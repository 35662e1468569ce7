"""What of an event may leave the platform."""

from typing import Any

from quenty.kernel.events import event_type
from quenty.platform.codec import to_plain


class NotForMerchants(ValueError):
    """The event is not declared as one that merchants may subscribe to."""


def outward(event: Any) -> dict[str, Any]:
    """An event's payload as a merchant's webhook carries it: without what is ours alone.

    Raises NotForMerchants.
    """
    declared = event_type(event)
    if not declared.webhook:
        raise NotForMerchants(declared.key)
    plain: dict[str, Any] = to_plain(event)
    return {name: value for name, value in plain.items() if name not in declared.internal}
