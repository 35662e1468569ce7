"""How much of a time an operator's systems answered, and whether it keeps its promise."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal


def uptime(
    changes: Sequence[tuple[datetime, bool]], *, starts: datetime, ends: datetime
) -> Decimal | None:
    """Percent of `starts` until `ends` that it was up, to two decimals; None when nothing was
    ever told or the time is empty. `changes`: (since, up), the oldest first; before the first
    one it was the other way round."""
    if not changes or ends <= starts:
        return None
    up, at, down = not changes[0][1], starts, timedelta(0)
    for since, becomes in changes:
        if since >= ends:
            break
        if since > at:
            down += timedelta(0) if up else since - at
            at = since
        up = becomes
    down += timedelta(0) if up else ends - at
    share = Decimal(100) * (1 - Decimal(down.total_seconds()) / _seconds(ends - starts))
    return share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _seconds(span: timedelta) -> Decimal:
    return Decimal(span.total_seconds())


def kept(
    promised: Mapping[str, Decimal | None], found: Mapping[str, Decimal | None]
) -> bool | None:
    """Whether every promised percent that can be measured was reached; None: none can."""
    pairs = [(least, found.get(name)) for name, least in promised.items() if least is not None]
    known = [(least, is_) for least, is_ in pairs if is_ is not None]
    return all(is_ >= least for least, is_ in known) if known else None
