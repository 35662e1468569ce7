"""A file is taken in: good rows become orders or history, bad rows reasons."""

from apps.orders.domain.imports.problems import FileProblem
from apps.orders.models import ImportBatch, ImportFile
from apps.orders.services.imports.batches import Asked, close_batch, open_batch
from apps.orders.services.imports.chunks import Progress
from apps.orders.services.imports.source import Checked, Source
from apps.orders.services.imports.take import take
from quenty.kernel.errors import DomainError
from quenty.platform.codec import to_plain
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue


def start_import(*, source: Source, asked: Asked) -> ImportBatch:
    """A small file is taken in at once; of a larger one a job does it, and the batch given is
    still running. Raises as `run_import`."""
    checked = source.checked()
    if not checked.large:
        return _run(source, asked, checked, lambda done, total: None)
    with unit_of_work("orders"):
        batch = open_batch(source, asked, checked)
        content = b"".join(source.chunks())
        ImportFile.objects.create(batch=batch, content=content, template=to_plain(source.template))
        enqueue("orders.take_import", batch_id=str(batch.id))
    return batch


def run_import(
    *, source: Source, asked: Asked, progress: Progress = lambda done, total: None
) -> ImportBatch:
    """The batch with a row for every order of the file.

    An order whose reference the merchant used before is `known` and not made again. A
    dry run does all the same and keeps nothing but its report. `progress` hears
    (orders done, orders in all). Raises orders.import.* for a file that can't be read
    (nothing is kept), orders.import.already_running, and orders.origin_missing,
    orders.merchant_suspended (the batch stays, failed, with what was taken in before).
    """
    return _run(source, asked, source.checked(), progress)


def _run(source: Source, asked: Asked, checked: Checked, progress: Progress) -> ImportBatch:
    batch = open_batch(source, asked, checked)
    try:
        take(batch, source, asked, progress=progress)
    except DomainError as error:
        close_batch(batch, failure=error.code)
        raise
    except BaseException:
        close_batch(batch, failure=FileProblem.INTERRUPTED.code)
        raise
    return close_batch(batch)
