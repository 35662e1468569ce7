"""The rows of a file into its batch, whatever they are."""

from functools import partial

from apps.orders.models import ImportBatch
from apps.orders.services.imports.batches import Asked, OfOperator
from apps.orders.services.imports.chunks import Progress, in_chunks
from apps.orders.services.imports.source import EventSource, Source
from apps.orders.services.imports.take_events import take_events
from apps.orders.services.imports.take_orders import take_orders


def take(
    batch: ImportBatch,
    source: Source,
    asked: Asked,
    *,
    after: int = 0,
    most: int | None = None,
    progress: Progress = lambda done, total: None,
) -> bool:
    """Beyond the line `after`, `most` rows at most; whether the file is at its end. Raises what
    concerns every row."""
    if isinstance(asked, OfOperator):
        if not isinstance(source, EventSource):
            raise TypeError("an operator's file tells events")
        columns, events = source.events(after=after)
        one = partial(take_events, batch, columns, asked=asked)
        return in_chunks(batch, events, one, most=most, progress=progress)
    columns, orders = source.orders(after=after)
    some = partial(take_orders, batch, columns, asked=asked)
    return in_chunks(batch, orders, some, most=most, progress=progress)
